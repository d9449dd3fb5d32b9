#version 330
in vec3 v_normal;
in vec3 v_world;
in vec3 v_local;
in vec2 v_uv;
flat in vec4 v_colour;
flat in vec4 v_surface;
flat in uint v_id;

layout(location = 0) out vec4 o_albedo;    // square root of linear colour; roughness and metal, four bits each
layout(location = 1) out vec2 o_normal;    // octahedral world normal
layout(location = 2) out uint o_id;        // instance, slot, level of emission or joint, flags

uniform sampler2DArray textures;
uniform int layer;    // of the mesh's texture

#include "packing.glsl"
#include "patterns.glsl"

void main() {
    vec3 normal = normalize(gl_FrontFacing ? v_normal : -v_normal);
    float line = 0.0;
#if defined(TEXTURED)
    vec3 colour = texture(textures, vec3(v_uv, float(layer))).rgb;
#elif defined(PATTERNED)
    vec3 colour = patterned(v_colour.rgb, int(v_surface.z + 0.5), v_world, v_local, normal, line);
#elif defined(GROUND)
    vec3 colour = open_ground(v_colour.rgb, v_world);
#else
    vec3 colour = v_colour.rgb;
#endif
    float packed_surface = floor(v_surface.x * 15.0 + 0.5) * 16.0 + floor(v_surface.y * 15.0 + 0.5);
    o_albedo = vec4(sqrt(clamp(colour, 0.0, 1.0)), packed_surface / 255.0);
    o_normal = packed_normal(normal);
    o_id = v_id | (v_colour.a > 0.0 ? packed_glow(v_colour.a) : packed_joint(line));
}
