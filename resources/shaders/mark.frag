#version 330
// A line round what is selected.
in vec2 at;
out vec4 o_colour;

uniform usampler2D id_map;
uniform vec3 colour;
uniform vec2 pixel;

float selected(vec2 uv) {
    return float((textureLod(id_map, uv, 0.0).r >> 1) & 1u);
}

void main() {
    float here = selected(at), sum = 0.0;
    for (int k = 0; k < 8; ++k) {
        float angle = float(k) * 0.7853982;
        sum += selected(at + vec2(cos(angle), sin(angle)) * pixel * 1.6);
    }
    o_colour = vec4(colour, here > 0.5 ? (8.0 - sum) / 5.0 : sum / 5.0);
}
