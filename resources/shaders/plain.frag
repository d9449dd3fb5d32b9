#version 330
// Unlit: material colours, or distance as grey (near is light).
in vec2 at;
out vec4 o_colour;

#include "surface.glsl"

uniform int is_depth;
uniform vec3 empty;
uniform vec2 depth_range;

vec3 plain(vec2 at) {
    float depth = texture(depth_map, at).r;
    if (is_depth == 1) {
        float z = distance_of(depth);
        return vec3(depth >= 1.0 ? 0.0 : 1.0 - 0.92 * clamp((z - depth_range.x) / (depth_range.y - depth_range.x), 0.0, 1.0));
    }
    vec3 root = texture(albedo_map, at).rgb;
    return depth >= 1.0 ? empty : pow(root * root, vec3(1.0 / 2.2));
}

void main() {
#ifdef FINE
    vec3 colour = vec3(0.0);
    for (int k = 0; k < 4; ++k) {
        colour += 0.25 * plain(at + (vec2(k & 1, k >> 1) - 0.5) * pixel);
    }
#else
    vec3 colour = plain(at);
#endif
    o_colour = vec4(colour, dot(colour, vec3(0.299, 0.587, 0.114)));
}
