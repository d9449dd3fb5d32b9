#version 330
// Clay for views in motion; all but a texture's colours was worked out at the vertices.
#ifdef TEXTURED
in vec3 v_light;
in vec2 v_uv;
uniform sampler2DArray textures;
uniform int layer;
#include "curve.glsl"
#else
in vec3 v_colour;
#endif
flat in uint v_id;

layout(location = 0) out vec4 o_colour;
layout(location = 1) out uint o_id;

void main() {
#ifdef TEXTURED
    o_colour = vec4(sqrt(filmic(texture(textures, vec3(v_uv, float(layer))).rgb * v_light)), 1.0);
#else
    o_colour = vec4(v_colour, 1.0);
#endif
    o_id = v_id;
}
