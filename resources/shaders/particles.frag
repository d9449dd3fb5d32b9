#version 330
in vec2 v_corner;
in float v_strength;
out vec4 o_colour;

#include "surface.glsl"

uniform vec4 colour;
uniform vec2 step_uv;      // one pixel of the picture
uniform float roundness;   // 0 a streak, 1 a disc, 2 a ring, 3 a leaf

void main() {
    float behind = distance_of(texture(depth_map, gl_FragCoord.xy * step_uv).r);
    float fade = clamp((behind - 1.0 / gl_FragCoord.w) * 6.0, 0.0, 1.0);
    float away = length(v_corner);
    float shape = roundness < 0.5 ? (1.0 - v_corner.x * v_corner.x) * (1.0 - v_corner.y * v_corner.y)
                : roundness < 1.5 ? 1.0 - smoothstep(0.45, 1.0, away)
                : roundness < 2.5 ? (1.0 - smoothstep(0.7, 1.0, away)) * smoothstep(0.25, 0.6, away)
                : 1.0 - smoothstep(0.75, 1.0, abs(v_corner.x) + v_corner.y * v_corner.y);
    o_colour = vec4(colour.rgb, colour.a * shape * fade * v_strength);
}
