#version 330
// Unlit: material colours, or distance as grey (near is light).
in vec2 at;
out vec4 o_colour;

#include "surface.glsl"

uniform int is_depth;
uniform vec3 empty;
uniform vec2 depth_range;

void main() {
    float depth = texture(depth_map, at).r;
    if (is_depth == 1) {
        float z = distance_of(depth);
        float grey = depth >= 1.0 ? 0.0 : 1.0 - 0.92 * clamp((z - depth_range.x) / (depth_range.y - depth_range.x), 0.0, 1.0);
        o_colour = vec4(vec3(grey), grey);
        return;
    }
    vec3 root = texture(albedo_map, at).rgb;
    vec3 colour = depth >= 1.0 ? empty : pow(root * root, vec3(1.0 / 2.2));
    o_colour = vec4(colour, dot(colour, vec3(0.299, 0.587, 0.114)));
}
