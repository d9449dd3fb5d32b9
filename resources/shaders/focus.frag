#version 330
// Depth of field: every pixel gathers over its circle of confusion; what is sharp does not bleed into what is not.
in vec2 at;
out vec4 o_colour;

#include "surface.glsl"

uniform sampler2D picture;
uniform float focus_m;
uniform float blur;    // radius of the circle at infinity, as a share of the picture's width
uniform float most;    // the largest radius, as a share of the width

const int TAPS = 48;
const int AROUND = 24;

float radius_at(vec2 uv) {
    float depth = textureLod(depth_map, uv, 0.0).r;
    float z = depth >= 1.0 ? near_far.y : distance_of(depth);
    return clamp((z - focus_m) / z * blur, -most, most);
}

void main() {
    float here = radius_at(at);
    vec4 middle = texture(picture, at);
    // A near thing out of focus spreads over its neighbours, so look as far as the widest around.
    float reach = abs(here);
    for (int k = 0; k < AROUND; ++k) {
        float angle = float(k) * 2.3999632;
        float away = most * sqrt((float(k) + 0.5) / float(AROUND));
        float near = -radius_at(at + vec2(cos(angle), sin(angle) * pixel.y / pixel.x) * away);
        reach = max(reach, near > away * 0.8 ? near : 0.0);
    }
    if (reach < 0.35 * pixel.x) {
        o_colour = middle;
        return;
    }
    ivec2 tile = ivec2(gl_FragCoord.xy) & 3;    // neighbours turn the pattern, so that no rings are seen
    float spin = float((tile.x * 5 + tile.y * 9 + tile.x * tile.y * 3) & 15) * (6.2831853 / 16.0);
    vec3 sum = middle.rgb;
    float weights = 1.0;
    for (int k = 0; k < TAPS; ++k) {
        float share = sqrt((float(k) + 0.5) / float(TAPS));
        float angle = float(k) * 2.3999632 + spin;
        vec2 there = at + vec2(cos(angle), sin(angle) * pixel.y / pixel.x) * share * reach;
        float other = radius_at(there);
        // Behind the focus a tap counts only as far as this pixel's own circle, before it as far as the tap's.
        float size = other > here ? min(abs(other), abs(here)) : abs(other);
        float weight = smoothstep(-pixel.x, pixel.x, size - share * reach);
        sum += textureLod(picture, there, 0.0).rgb * weight;
        weights += weight;
    }
    vec3 soft = sum / weights;
    o_colour = vec4(soft, middle.a);
}
