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
uniform vec2 pixel;    // one texel as a fraction of the picture

// One over the distance, which is linear in the depth and, over a plane, in the picture.
float nearness_of(float depth) {
    return mix(1.0 / near_far.x, 1.0 / near_far.y, depth);
}

float distance_of(float depth) {
    return 1.0 / nearness_of(depth);
}

vec3 ray_at(vec2 at) {
    return ray_z + (at.x * 2.0 - 1.0) * ray_x + (at.y * 2.0 - 1.0) * ray_y;
}

vec3 world_at(vec2 at, float depth) {
    return eye + ray_at(at) * distance_of(depth);
}

vec3 normal_at(vec2 at) {
    return unpacked_normal(textureLod(normal_map, at, 0.0).xyz);
}
