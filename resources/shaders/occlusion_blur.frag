#version 330
// Takes the 4 × 4 pattern out of occlusion and shadow without crossing depth edges.
in vec2 at;
out vec2 o_open;

uniform sampler2D open_map;
uniform sampler2D metres_map;
uniform vec2 pixel;
uniform float even_m;    // what depths are measured by in a flat view, else 0

void main() {
    float z = textureLod(metres_map, at, 0.0).r;
    float by = even_m > 0.0 ? even_m : z;
    vec2 sum = vec2(0.0);
    float weights = 0.0;
    for (int y = -2; y <= 0; y += 2) {
        for (int x = -2; x <= 0; x += 2) {
            vec2 there = at + (vec2(x, y) + 0.5) * pixel;    // between four texels, so that four taps see sixteen
            float weight = by / (0.02 * by + abs(textureLod(metres_map, there, 0.0).r - z));
            sum += textureLod(open_map, there, 0.0).rg * weight;
            weights += weight;
        }
    }
    o_open = sum / weights;
}
