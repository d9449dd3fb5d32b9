#version 330
// A storyboard panel: ink where silhouettes, creases and props meet, grey marker and hatching for the tone, on paper.
in vec2 at;
out vec4 o_colour;

#include "surface.glsl"
#include "lighting.glsl"
#include "noise.glsl"

uniform sampler2D open_map;
uniform vec3 paper;
uniform vec3 ink;
uniform float line_scale;    // pixels at 720 lines to pixels here
uniform float fade_m;        // the distance at which lines have grown light
uniform float is_night;

const float CREASE = 0.866;    // the cosine of 30°

struct Sample {
    float z;
    vec3 normal;
    uint id;
};

Sample sample_at(vec2 uv) {
    vec2 held = clamp(uv, pixel * 0.5, 1.0 - pixel * 0.5);
    float depth = textureLod(depth_map, held, 0.0).r;
    return Sample(depth >= 1.0 ? near_far.y : distance_of(depth), textureLod(normal_map, held, 0.0).xyz,
                  textureLod(id_map, held, 0.0).r >> 8);
}

// Ink between two opposite neighbours: x for outlines, y for creases inside one body.
vec2 edge(Sample here, Sample a, Sample b, float grazing) {
    float nearest = min(here.z, min(a.z, b.z));
    float bend = abs(a.z + b.z - 2.0 * here.z) / nearest;
    float gap = max(abs(a.z - here.z), abs(b.z - here.z)) / nearest;
    float outline = 0.0;
    if (a.id != here.id || b.id != here.id) {
        outline = 0.55 + 0.45 * smoothstep(0.02, 0.12, gap);
    }
    float step_ink = smoothstep(0.035, 0.07, bend * grazing);
    float cosine = min(dot(here.normal, a.normal), dot(here.normal, b.normal));
    float crease = 1.0 - smoothstep(CREASE - 0.12, CREASE, cosine);
    return vec2(max(outline, step_ink), crease);
}

float hatch(vec2 p, float angle, float gap, float width) {
    vec2 direction = vec2(cos(angle), sin(angle));
    float across = dot(p, vec2(-direction.y, direction.x));
    float along = dot(p, direction);
    across += (value_noise(vec2(along * 0.010, floor(across / gap) * 7.3)) - 0.5) * gap * 0.35;
    float cell = floor(across / gap + 0.5);
    float d = abs(across - cell * gap);
    float pressure = 0.55 + 0.45 * value_noise(vec2(along * 0.018 + cell * 3.7, cell * 1.9));
    return (1.0 - smoothstep(width * 0.5 * pressure, width * 0.5 * pressure + 0.9, d)) * pressure;
}

void main() {
    vec2 p = gl_FragCoord.xy / line_scale;
    // The hand is never quite steady.
    vec2 wobble = (vec2(value_noise(p * 0.021), value_noise(p * 0.021 + 71.0)) - 0.5) * 1.6
                + (vec2(value_noise(p * 0.11 + 13.0), value_noise(p * 0.11 + 37.0)) - 0.5) * 0.5;
    vec2 uv = at + wobble * line_scale * pixel;
    Sample here = sample_at(uv);
    float nearness = clamp(1.0 - here.z / fade_m, 0.0, 1.0);
    float pressure = 0.82 + 0.36 * value_noise(p * 0.013 + 5.0);
    float weight = line_scale * pressure * mix(0.62, 1.15, nearness * nearness);

    vec3 ray = ray_at(uv);
    float grazing = clamp(abs(dot(normalize(ray), here.normal)) * 2.2, 0.08, 1.0);
    vec2 dx = vec2(pixel.x, 0.0) * weight, dy = vec2(0.0, pixel.y) * weight;
    vec2 lines = max(edge(here, sample_at(uv - dx), sample_at(uv + dx), grazing),
                     edge(here, sample_at(uv - dy), sample_at(uv + dy), grazing));
    vec2 d1 = (dx + dy) * 0.7071, d2 = (dx - dy) * 0.7071;
    lines = max(lines, max(edge(here, sample_at(uv - d1), sample_at(uv + d1), grazing),
                           edge(here, sample_at(uv - d2), sample_at(uv + d2), grazing)) * 0.85);

    float grain = value_noise(gl_FragCoord.xy * 0.55) * 0.5 + value_noise(gl_FragCoord.xy * 0.19 + 9.0) * 0.3
                + value_noise(gl_FragCoord.xy * 0.045 + 31.0) * 0.2;
    float depth = texture(depth_map, at).r;
    float tone = 1.0;
    if (depth < 1.0) {
        float z = distance_of(depth);
        vec3 world = eye + ray_at(at) * z;
        vec4 facing = texture(normal_map, at);
        vec3 normal = normalize(facing.xyz);
        uint id = texture(id_map, at).r;
        vec3 albedo = texture(albedo_map, at).rgb;
        float local = dot(albedo, vec3(0.30, 0.59, 0.11));
        float slope = dot(normal, sun_direction);
        float lit = slope > 0.0 ? sunlit(world, normal) * smoothstep(0.0, 0.35, slope) : 0.0;
        float open = texture(open_map, at).r;
        float form = 0.60 + 0.40 * lit;
        bool is_figure = (id & 1u) == 1u;
        float reflectance = is_figure ? mix(0.86, 1.02, local) : mix(0.66, 1.0, smoothstep(0.1, 0.85, local));
        tone = form * reflectance * mix(0.62, 1.0, open) + facing.a * 0.5;
        tone = mix(tone, 1.0, 0.55 * clamp(z / fade_m, 0.0, 1.0));
    }
    // Marker: three calm greys with soft, slightly uneven borders.
    float uneven = (value_noise(p * 0.05) - 0.5) * 0.05 + (grain - 0.5) * 0.05;
    float t = tone + uneven;
    float wash = 1.0;
    wash -= 0.13 * (1.0 - smoothstep(0.80, 0.86, t));
    wash -= 0.15 * (1.0 - smoothstep(0.60, 0.66, t));
    wash -= 0.16 * (1.0 - smoothstep(0.41, 0.47, t));
    float strokes = hatch(p, 0.82, 5.5, 1.0) * (1.0 - smoothstep(0.54, 0.66, t)) * 0.30;
    strokes = max(strokes, hatch(p + 40.0, 2.25, 6.5, 1.0) * (1.0 - smoothstep(0.36, 0.48, t)) * 0.34);

    vec3 colour = paper * wash * (1.0 - 0.035 * (grain - 0.5) * 2.0);
    colour = mix(colour, ink, strokes);
    float strength = max(lines.x, lines.y * 0.62) * mix(0.42, 1.0, sqrt(nearness));
    strength *= 0.90 + 0.20 * (grain - 0.5);
    colour = mix(colour, ink, clamp(strength, 0.0, 0.96));
    o_colour = vec4(colour, dot(colour, vec3(0.299, 0.587, 0.114)));
}
