#version 330
// Instances into the geometry buffer; materials come from a palette table by slot.
layout(location = 0) in vec3 position;
layout(location = 1) in vec3 normal;
layout(location = 2) in float slot;
layout(location = 3) in vec2 uv;

#include "instances.glsl"

uniform mat4 view_projection;
uniform sampler2D palettes;
uniform vec4 mean_colour;    // instead of the palette's where its alpha is 1

const int SLOTS = 6;

out vec3 v_normal;
out vec3 v_world;
out vec3 v_local;
out vec2 v_uv;
flat out vec4 v_colour;    // linear colour, emission
flat out vec4 v_surface;   // roughness, metal, pattern, tint
flat out uint v_id;        // surface.glsl says how it is packed

void main() {
    Instance instance = instance_here();
    vec3 world = placed(instance, position);
    int row = int(instance.info.y);
    int column = int(slot);
    v_colour = texelFetch(palettes, ivec2(column, row), 0);
    v_surface = vec4(texelFetch(palettes, ivec2(column + SLOTS, row), 0).xyz, instance.info.z);
    v_colour.rgb = mix(v_colour.rgb, mean_colour.rgb, mean_colour.a);
    v_colour.rgb = min(v_colour.rgb * v_surface.w, vec3(1.0));
    v_normal = turned(instance, normal);
    v_world = world;
    v_local = position;
    v_uv = uv;
    v_id = (uint(instance.info.x) << 12) | (uint(column) << 9) | uint(instance.info.w);
    gl_Position = view_projection * vec4(world, 1.0);
}
