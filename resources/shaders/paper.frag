#version 330
// The panel before anything is on it: the unsteadiness of the hand, the grain of the paper, strokes of two hatchings.
layout(location = 0) out vec4 o_hand;       // where the hand wanders, how uneven a wash is, the grain
layout(location = 1) out vec2 o_strokes;    // light and dark hatching

#include "noise.glsl"

uniform float line_scale;    // pixels at 720 lines to pixels here

float hatch(vec2 p, float angle, float gap, float width) {
    vec2 direction = vec2(cos(angle), sin(angle));
    float across = dot(p, vec2(-direction.y, direction.x));
    float along = dot(p, direction);
    float cell = floor(across / gap + 0.5);
    float wander = value_noise1(along * 0.014 + cell * 3.7, cell);
    float d = abs(across - cell * gap + (wander - 0.5) * gap * 0.35);
    float pressure = 0.55 + 0.45 * wander;
    return (1.0 - smoothstep(width * 0.5 * pressure, width * 0.5 * pressure + 0.9, d)) * pressure;
}

void main() {
    vec2 p = gl_FragCoord.xy / line_scale;
    vec2 coarse = value_noise2(gl_FragCoord.xy * 0.11 + 9.0);
    float grain = value_noise(gl_FragCoord.xy * 0.55) * 0.65 + coarse.x * 0.35;
    o_hand = vec4(value_noise2(p * 0.021), coarse.y, grain);
    o_strokes = vec2(hatch(p, 0.82, 5.5, 1.0), hatch(p + 40.0, 2.25, 6.5, 1.0));
}
