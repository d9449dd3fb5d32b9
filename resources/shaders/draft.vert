#version 330
// Clay for views in motion: sun, sky and fog at the vertices, without shadow, occlusion and bloom.
layout(location = 0) in vec3 position;
layout(location = 1) in vec3 normal;
layout(location = 2) in float slot;
layout(location = 3) in vec2 uv;

#include "instances.glsl"
#include "packing.glsl"
#include "materials.glsl"
#include "curve.glsl"

uniform mat4 view_projection;
uniform vec3 eye;
uniform vec3 sun_direction;
uniform vec3 sun_colour;
uniform vec3 sky_colour;
uniform vec3 ground_colour;
uniform vec3 light_scale;    // exposure and grade
uniform vec3 fog_colour;     // as developed
uniform float fog_per_m;

flat out uint v_id;
#ifdef TEXTURED
out vec3 v_light;
out vec2 v_uv;
#else
out vec3 v_colour;
#endif

void main() {
    Instance instance = instance_here();
    vec3 world = placed(instance, position);
    Material material = material_of(instance, int(slot));
    vec3 facing = turned(instance, normal);
    facing *= dot(facing, eye - world) < 0.0 ? -1.0 : 1.0;    // thin things are seen from both sides
    vec3 light = sun_colour * max(dot(facing, sun_direction), 0.0) + mix(ground_colour, sky_colour, facing.y * 0.5 + 0.5);
    light = (light + material.emission) * light_scale;
    v_id = id_of(instance, int(slot), material);
    gl_Position = view_projection * vec4(world, 1.0);
#ifdef TEXTURED
    v_light = light;
    v_uv = uv;
#else
    v_colour = mix(sqrt(filmic(material.colour * light)), fog_colour, 1.0 - exp(-gl_Position.w * fog_per_m));
#endif
}
