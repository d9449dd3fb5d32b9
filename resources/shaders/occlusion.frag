#version 330
// Ambient obscurance and the sun's light at half size. Source: McGuire et al., Scalable Ambient Obscurance (2012), its estimator.
in vec2 at;
out vec2 o_open;    // how open to the sky, how much of the sun arrives

#include "surface.glsl"
#include "lighting.glsl"

uniform sampler2D metres_map;
uniform float radius_m;
uniform float frame_scale;    // how much of the picture's height a metre fills, at a metre before the eye

const int TAPS = 8;

void main() {
    float z = textureLod(metres_map, at, 0.0).r;
    if (z >= near_far.y * 0.999) {
        o_open = vec2(1.0);
        return;
    }
    vec3 here = world_at(at, z);
    vec3 normal = normal_at(at);
    ivec2 tile = ivec2(gl_FragCoord.xy) & 3;
    float spin = float((tile.x * 5 + tile.y * 9 + tile.x * tile.y * 3) & 15) * (6.2831853 / 16.0);
    vec2 reach = clamp(radius_m * frame_scale / (is_flat ? 1.0 : z), 0.004, 0.22) * vec2(pixel.x / pixel.y, 1.0);
    float sum = 0.0;
    for (int k = 0; k < TAPS; ++k) {
        float share = (float(k) + 0.5) / float(TAPS);
        float angle = spin + float(k) * 2.3999632;
        vec2 there = at + vec2(cos(angle), sin(angle)) * share * reach;
        vec3 v = world_at(there, textureLod(metres_map, there, 0.0).r) - here;
        float squared = dot(v, v);
        float fade = max(radius_m * radius_m - squared, 0.0);
        sum += fade * fade * fade * max(dot(v, normal) - 0.012 - (is_flat ? 0.0 : 0.002 * z), 0.0) / (squared + 0.0004);
    }
    o_open.y = sunlit(here, normal, 4);
    o_open.x = clamp(1.0 - sum * 4.0 / (pow(radius_m, 6.0) * float(TAPS)) * radius_m, 0.0, 1.0);
}
