#version 330
in vec3 v_normal;
flat in vec4 v_albedo;
flat in uint v_id;
#if defined(PATTERNED) || defined(GROUND) && !defined(INK)
in vec3 v_world;
#endif
#ifdef PATTERNED
in vec3 v_local;
flat in int v_pattern;
#endif
#ifdef TEXTURED
in vec2 v_uv;
uniform sampler2DArray textures;
uniform int layer;    // of the mesh's texture
#endif

layout(location = 0) out vec4 o_albedo;    // square root of linear colour; roughness and metal, four bits each
layout(location = 1) out vec3 o_normal;    // packed world normal
layout(location = 2) out uint o_id;        // instance, slot, level of emission or joint, flags

#include "packing.glsl"
#include "patterns.glsl"

void main() {
    vec3 normal = normalize(gl_FrontFacing ? v_normal : -v_normal);
    o_albedo = v_albedo;
    o_normal = packed_normal(normal);
    o_id = v_id;
#if defined(TEXTURED)
    o_albedo.rgb = sqrt(texture(textures, vec3(v_uv, float(layer))).rgb);
#elif defined(PATTERNED)
    float line;
#ifdef INK
    line = joint_line(v_pattern, v_world, normal);
#else
    o_albedo.rgb = sqrt(patterned(v_albedo.rgb * v_albedo.rgb, v_pattern, v_world, v_local, normal, line));
#endif
    o_id |= (v_id & 16u) != 0u ? 0u : packed_joint(line);
#elif defined(GROUND) && !defined(INK)
    o_albedo.rgb = sqrt(open_ground(v_albedo.rgb * v_albedo.rgb, v_world));
#endif
}
