// What the geometry buffer holds at a pixel, and where that pixel lies in the world.
#include "packing.glsl"

uniform sampler2D albedo_map;
uniform sampler2D normal_map;
uniform usampler2D id_map;
uniform sampler2D depth_map;
uniform vec3 eye;
uniform vec3 ray_x;
uniform vec3 ray_y;
uniform vec3 ray_z;
uniform vec2 near_far;
uniform bool is_flat;  // without perspective: rays are parallel, depths are distances
uniform vec2 pixel;    // one texel as a fraction of the picture

// One over the distance, or the distance of a flat view: linear in the depth and, over a plane, in the picture.
float level_of(float depth) {
    return is_flat ? mix(near_far.x, near_far.y, depth) : mix(1.0 / near_far.x, 1.0 / near_far.y, depth);
}

float distance_of(float depth) {
    float level = level_of(depth);
    return is_flat ? level : 1.0 / level;
}

vec3 ray_at(vec2 at) {
    return is_flat ? ray_z : ray_z + (at.x * 2.0 - 1.0) * ray_x + (at.y * 2.0 - 1.0) * ray_y;
}

vec3 world_at(vec2 at, float z) {
    return eye + ray_z * z + ((at.x * 2.0 - 1.0) * ray_x + (at.y * 2.0 - 1.0) * ray_y) * (is_flat ? 1.0 : z);
}

vec3 normal_at(vec2 at) {
    return unpacked_normal(textureLod(normal_map, at, 0.0).xyz);
}
