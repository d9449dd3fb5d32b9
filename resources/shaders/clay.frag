#version 330
// The shaded previs: real material colours under sun, sky and lamps, into a linear picture.
in vec2 at;
out vec4 o_light;

#include "surface.glsl"
#include "lighting.glsl"

uniform sampler2D open_map;
uniform float occlusion;
uniform float fog_per_m;
uniform vec3 background_top;
uniform vec3 background_bottom;

vec3 background(vec3 direction) {
    float up = clamp(direction.y * 1.5 + 0.12, 0.0, 1.0);
    vec3 sky = mix(background_bottom, background_top, pow(up, 0.7));
    float sun = max(dot(direction, sun_direction), 0.0);
    return sky + sun_colour * (0.03 * pow(sun, 8.0) + 0.10 * pow(sun, 90.0)) * step(0.2, background_bottom.b);
}

vec4 shaded(vec2 at) {
    float depth = texture(depth_map, at).r;
    vec3 ray = ray_at(at);
    if (depth >= 1.0) {
        return vec4(background(normalize(ray)), 0.0);
    }
    float z = distance_of(depth);
    vec3 world = world_at(at, z);
    vec3 view = -normalize(ray);
    vec4 surface = texture(albedo_map, at);
    uint id = texture(id_map, at).r;
    float emission = glow_of(id);
    vec3 albedo = surface.rgb * surface.rgb;
    albedo = mix(vec3(dot(albedo, vec3(0.2126, 0.7152, 0.0722))), albedo, 0.84);    // pigments, not plastics
    bool is_figure = (id & 1u) != 0u;
    vec3 normal = normal_at(at);
    float packed_surface = floor(surface.a * 255.0 + 0.5);
    float roughness = floor(packed_surface / 16.0) / 15.0;
    float metal = mod(packed_surface, 16.0) / 15.0;
    float open = mix(1.0, texture(open_map, at).r, occlusion);

    float shine = exp2(9.0 * (1.0 - roughness) + 1.0);
    float gloss = (1.0 - roughness) * (1.0 - roughness);
    vec3 reflectance = mix(vec3(0.04), albedo, metal);
    vec3 body = albedo * (1.0 - 0.78 * metal);

    float slope = dot(normal, sun_direction);
    float shadowed = slope > -0.12 ? sunlit(world, normal, 9) : 0.0;
    float lit = max(slope * 0.9 + 0.1, 0.0) * shadowed;
    float facing_us = max(dot(normal, view), 0.0);
    vec3 lamps = lamp_light(world, normal);
    vec3 around = sky_light(normal) * (0.74 + 0.34 * facing_us) * open;
    vec3 diffuse = sun_colour * lit + around + lamps * mix(1.0, open, 0.5);
    vec3 halfway = normalize(sun_direction + view);
    float highlight = pow(max(dot(normal, halfway), 0.0), shine) * (0.25 + shine * 0.02);
    vec3 mirrored = sky_light(reflect(-view, normal)) * open + lamps * 0.35;
    float edge = 1.0 - facing_us;
    float rim = edge * edge * edge;
    vec3 glossy = mirrored * (reflectance + (1.0 - roughness) * 0.5 * rim * edge) * (0.35 + 0.65 * max(gloss, metal));
    glossy += reflectance * (sun_colour * highlight * lit + lamps * 0.6) * mix(gloss + 0.1, 1.0, metal);
    if (is_figure) {    // a thin light from behind lifts people off the set
        glossy += sky_colour * rim * (0.10 + 0.16 * max(normal.y + 0.35, 0.0)) * open;
    }

    vec3 colour = body * diffuse + glossy + albedo * emission;
    float fog = 1.0 - exp(-z * fog_per_m);
    colour = mix(colour, background(normalize(vec3(ray.x, max(ray.y, 0.0), ray.z))), fog);
    return vec4(colour, emission > 0.0 ? clamp(emission * 0.22, 0.12, 1.0) : 0.1);    // alpha: how much of it may bloom
}

#ifdef FINE
// Whether the four texels of the geometry buffer under this pixel show more than one surface.
bool is_mixed(vec2 corner) {
    uint id = part_of(textureLod(id_map, corner, 0.0).r);
    vec3 normal = textureLod(normal_map, corner, 0.0).xyz;
    bool mixed = false;
    for (int k = 1; k < 4; ++k) {
        vec2 there = corner + vec2(k & 1, k >> 1) * pixel;
        vec3 turned = abs(textureLod(normal_map, there, 0.0).xyz - normal);
        mixed = mixed || part_of(textureLod(id_map, there, 0.0).r) != id || max(turned.x, max(turned.y, turned.z)) > 0.02;
    }
    return mixed;
}

void main() {
    vec2 corner = (floor(gl_FragCoord.xy) * 2.0 + 0.5) * pixel;
    int count = is_mixed(corner) ? 4 : 1;
    vec4 sum = vec4(0.0);
    float weights = 0.0;
    for (int k = 0; k < count; ++k) {
        vec4 light = shaded(corner + vec2(k & 1, k >> 1) * pixel);
        float weight = 1.0 / (1.0 + max(light.r, max(light.g, light.b)));    // so that a lamp's edge is smooth as well
        sum += light * weight;
        weights += weight;
    }
    o_light = sum / weights;
}
#else
void main() {
    o_light = shaded(at);
}
#endif
