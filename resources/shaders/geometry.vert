#version 330
// Instances into the geometry buffer; materials come from a palette table by slot.
layout(location = 0) in vec3 position;
layout(location = 1) in vec3 normal;
layout(location = 2) in float slot;
layout(location = 3) in vec2 uv;

#include "instances.glsl"
#include "packing.glsl"
#include "materials.glsl"

uniform mat4 view_projection;
// As few as the finish needs: every one costs each triangle.
out vec3 v_normal;
flat out vec4 v_albedo;    // square root of linear colour; roughness and metal, four bits each
flat out uint v_id;        // packing.glsl
#if defined(PATTERNED) || defined(GROUND) && !defined(INK)
out vec3 v_world;
#endif
#ifdef PATTERNED
out vec3 v_local;
flat out int v_pattern;
#endif
#ifdef TEXTURED
out vec2 v_uv;
#endif

void main() {
    Instance instance = instance_here();
    vec3 world = placed(instance, position);
    Material material = material_of(instance, int(slot));
    float packed_surface = floor(material.roughness * 15.0 + 0.5) * 16.0 + floor(material.metal * 15.0 + 0.5);
    v_albedo = vec4(sqrt(material.colour), packed_surface / 255.0);
    v_normal = turned(instance, normal);
    v_id = id_of(instance, int(slot), material);
#if defined(PATTERNED) || defined(GROUND) && !defined(INK)
    v_world = world;
#endif
#ifdef PATTERNED
    v_local = position;
    v_pattern = int(material.pattern + 0.5);
#endif
#ifdef TEXTURED
    v_uv = uv;
#endif
    gl_Position = view_projection * vec4(world, 1.0);
}
