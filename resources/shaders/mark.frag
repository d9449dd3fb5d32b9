#version 330
// A line round what is selected, and one round what stands in another thing, which wins.
in vec2 at;
out vec4 o_colour;

uniform usampler2D id_map;
uniform vec3 colour;
uniform vec3 alarm;
uniform uint shown;    // the flags that are drawn
uniform vec2 pixel;

uint flags(vec2 uv) {
    return textureLod(id_map, uv, 0.0).r & shown;
}

float line(uint flag, uint here, uint around[8]) {
    float sum = 0.0;
    for (int k = 0; k < 8; ++k) {
        sum += (around[k] & flag) != 0u ? 1.0 : 0.0;
    }
    return clamp((here & flag) != 0u ? (8.0 - sum) / 5.0 : sum / 5.0, 0.0, 1.0);
}

void main() {
    uint around[8];
    uint here = flags(at), any_flag = here;
    for (int k = 0; k < 8; ++k) {
        float angle = float(k) * 0.7853982;
        around[k] = flags(at + vec2(cos(angle), sin(angle)) * pixel * 1.6);
        any_flag |= around[k];
    }
    if (any_flag == 0u) {
        discard;
    }
    float wrong = line(8u, here, around);
    float chosen = line(2u, here, around);
    o_colour = vec4(wrong > 0.0 ? alarm : colour, max(wrong, chosen));
}
