#version 330
// Linear light to a picture: bloom, grade, filmic curve, vignette, a grain too fine to see that hides bands.
in vec2 at;
out vec4 o_colour;

uniform sampler2D light_map;
uniform sampler2D near_bloom;
uniform sampler2D far_bloom;
uniform float bloom;
uniform float vignette;
uniform float exposure;
uniform vec3 grade;

#include "curve.glsl"
#include "noise.glsl"

vec3 srgb(vec3 linear) {
    return mix(linear * 12.92, 1.055 * pow(max(linear, 0.0031308), vec3(1.0 / 2.4)) - 0.055, step(0.0031308, linear));
}

void main() {
    vec3 light = texture(light_map, at).rgb;
    light += bloom * (texture(near_bloom, at).rgb * 0.7 + texture(far_bloom, at).rgb * 1.1);
    vec2 off = at - 0.5;
    light *= 1.0 - vignette * 2.2 * dot(off, off);
    vec3 colour = srgb(filmic(light * exposure * 0.72 * grade));
    colour += (hash21(gl_FragCoord.xy) - 0.5) / 255.0;
    o_colour = vec4(colour, dot(colour, vec3(0.299, 0.587, 0.114)));
}
