#version 330
in vec3 v_normal;
in vec3 v_world;
in vec3 v_local;
in vec2 v_uv;
flat in vec4 v_colour;
flat in vec4 v_surface;
flat in uint v_id;

layout(location = 0) out vec4 o_albedo;    // square root of linear colour; roughness and metal, four bits each
layout(location = 1) out vec4 o_normal;    // world normal; emission, or below zero a drawn joint
layout(location = 2) out uint o_id;

uniform sampler2DArray textures;
uniform int layer;    // of the mesh's texture; below zero it has none

#include "patterns.glsl"

void main() {
    vec3 normal = normalize(gl_FrontFacing ? v_normal : -v_normal);
    float line;
    vec3 colour;
    if (layer >= 0) {
        colour = texture(textures, vec3(v_uv, float(layer))).rgb;
        line = 0.0;
    } else {
        colour = patterned(v_colour.rgb, int(v_surface.z + 0.5), v_world, v_local, normal, line);
    }
    float packed_surface = floor(v_surface.x * 15.0 + 0.5) * 16.0 + floor(v_surface.y * 15.0 + 0.5);
    o_albedo = vec4(sqrt(clamp(colour, 0.0, 1.0)), packed_surface / 255.0);
    o_normal = vec4(normal, v_colour.a > 0.0 ? v_colour.a : -line);
    o_id = v_id;
}
