// Sun with a soft shadow, sky, bounce from the ground, and the lamps.
uniform vec3 sun_direction;
uniform vec3 sun_colour;
uniform vec3 sky_colour;
uniform vec3 horizon_colour;
uniform vec3 ground_colour;
uniform sampler2DShadow shadow_map;
uniform mat4 shadow_matrix;
uniform vec2 shadow_texel;    // a texel as a fraction of the map, and in metres
uniform int lamp_count;
uniform vec4 lamp_place_list[32];     // position, reach
uniform vec4 lamp_colour_list[32];    // colour, softness near the lamp in m²

const vec2 DISC[9] = vec2[9](vec2(0.83, 0.32), vec2(-0.41, 0.79), vec2(-0.86, -0.27), vec2(0.28, -0.88), vec2(0.0, 0.0),
                             vec2(0.35, 0.42), vec2(-0.42, 0.19), vec2(-0.19, -0.47), vec2(0.55, -0.29));

// The share of the sun that arrives, from ``taps`` places round the point (up to 9).
float sunlit(vec3 world, vec3 normal, int taps) {
    float grazing = 1.0 - clamp(dot(normal, sun_direction), 0.0, 1.0);
    vec3 lifted = world + (normal * (1.5 + 4.5 * grazing * grazing) + sun_direction) * shadow_texel.y;
    vec4 p = shadow_matrix * vec4(lifted, 1.0);
    if (any(greaterThan(abs(p.xyz - 0.5), vec3(0.499)))) {
        return 1.0;
    }
    float radius = shadow_texel.x * clamp(0.03 / shadow_texel.y, 1.4, 3.2);
    float lit = 0.0;
    for (int k = 0; k < taps; ++k) {
        lit += texture(shadow_map, vec3(p.xy + DISC[k] * radius, p.z));
    }
    return lit / float(taps);
}

vec3 sky_light(vec3 normal) {
    vec3 upper = mix(horizon_colour, sky_colour, clamp(normal.y, 0.0, 1.0));
    return mix(ground_colour, upper, smoothstep(-0.75, 0.75, normal.y));
}

vec3 lamp_light(vec3 world, vec3 normal) {
    vec3 light = vec3(0.0);
    for (int k = 0; k < lamp_count; ++k) {
        vec3 to = lamp_place_list[k].xyz - world;
        float squared = dot(to, to);
        float reach = lamp_place_list[k].w;
        if (squared < reach * reach) {
            float fade = 1.0 - squared / (reach * reach);
            float facing = max(dot(normal, to) * inversesqrt(squared + 1e-4) * 0.85 + 0.15, 0.0);
            light += lamp_colour_list[k].rgb * (fade * fade * facing / (squared + lamp_colour_list[k].w));
        }
    }
    return light;
}
