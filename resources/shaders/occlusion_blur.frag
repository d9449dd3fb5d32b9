#version 330
// Takes the 4 × 4 pattern out of occlusion and shadow without crossing depth edges.
in vec2 at;
out vec2 o_open;

#include "surface.glsl"

uniform sampler2D open_map;

void main() {
    float z = distance_of(texture(depth_map, at).r);
    vec2 sum = vec2(0.0);
    float weights = 0.0;
    for (int y = -2; y <= 0; y += 2) {
        for (int x = -2; x <= 0; x += 2) {
            vec2 there = at + (vec2(x, y) + 0.5) * pixel;    // between four texels, so that four taps see sixteen
            float weight = 1.0 / (0.02 + abs(distance_of(texture(depth_map, there).r) - z) / z);
            sum += texture(open_map, there).rg * weight;
            weights += weight;
        }
    }
    o_open = sum / weights;
}
