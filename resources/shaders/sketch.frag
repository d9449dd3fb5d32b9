#version 330
// A storyboard panel: ink where silhouettes, creases and props meet, grey marker and hatching for the tone, on paper.
in vec2 at;
out vec4 o_colour;

#include "surface.glsl"
#include "lighting.glsl"

uniform sampler2D open_map;
uniform sampler2D hand_map;       // paper.frag
uniform sampler2D strokes_map;
uniform vec3 paper;
uniform vec3 ink;
uniform float line_scale;    // pixels at 720 lines to pixels here
uniform float pen;           // how broad the pen is: finer where all is far and small
uniform vec3 key;            // the direction to the light over the artist's shoulder
uniform vec2 step_uv;        // one pixel of the panel; the geometry buffer may be finer
uniform vec2 fade_m;         // the distances between which lines grow light
uniform float fog_per_m;
uniform float even_m;         // what depths are measured by in a flat view
uniform float gloom;          // how dark the set is beyond its lamps, 0 to 0.3

const vec2 WITHIN[2] = vec2[2](vec2(-0.25, -0.25), vec2(0.25, 0.25));
const float CREASE = 0.866;    // the cosine of 30°

struct Sample {
    float level;    // surface.glsl
    vec3 normal;
    uint id;
};

Sample sample_at(vec2 uv) {
    return Sample(level_of(textureLod(depth_map, uv, 0.0).r), normal_at(uv), textureLod(id_map, uv, 0.0).r);
}

// Ink between two opposite neighbours: x for outlines, y for creases inside one body.
vec2 edge(Sample here, Sample a, Sample b, float grazing) {
    float scale = 1.0 / (is_flat ? even_m : max(here.level, max(a.level, b.level)));
    float bend = abs(a.level + b.level - 2.0 * here.level) * scale;
    float gap = max(abs(a.level - here.level), abs(b.level - here.level)) * scale;
    uint apart = (a.id ^ here.id) | (b.id ^ here.id);
    float outline = instance_of(apart) != 0u ? 0.55 + 0.45 * smoothstep(0.02, 0.12, gap) : 0.0;
    float step_ink = smoothstep(0.035, 0.07, bend * grazing);
    float cosine = min(dot(here.normal, a.normal), dot(here.normal, b.normal));
    float crease = instance_of(here.id) == 0u ? 0.0 : 1.0 - smoothstep(CREASE - 0.12, CREASE, cosine);
    crease = part_of(apart) != 0u ? max(crease, 0.8) : crease;
    return vec2(max(outline, step_ink), crease);
}

// How light a pixel is, 0 to 1: the body's own shade, the form under a key light, cast shadow, corners.
float tone_of(vec3 world, vec3 normal, uint id, vec3 albedo, vec2 arriving) {
    float open = arriving.x;
    bool is_figure = (id & 1u) != 0u, is_room = (id & 4u) != 0u;
    float slope = dot(normal, sun_direction);
    float thrown = arriving.y * smoothstep(0.0, 0.3, slope);
    // Figures and props are modelled by a light over the artist's shoulder, so that they read from every side.
    float model = smoothstep(-0.25, 0.65, dot(normal, key));
    float own = dot(albedo, vec3(0.30, 0.59, 0.11));
    int slot = slot_of(id);
    own = is_room ? (slot == 0 ? 0.97 : slot == 1 ? 0.95 : slot == 2 ? 0.90 : slot == 5 ? 0.76 : 0.97)
        : is_figure ? mix(0.60, 1.04, smoothstep(0.12, 0.62, own)) : mix(0.72, 1.02, smoothstep(0.12, 0.85, own));
    // How light it is at least, what the form adds, what the sun adds, how light the deepest corner is.
    vec4 shares = is_room ? (slot == 0 ? vec4(0.78, 0.0, 0.22, 0.76) : vec4(0.93, 0.0, 0.07, 0.76))
                : is_figure ? vec4(0.615, 0.32, 0.065, 0.80) : vec4(0.68, 0.20, 0.14, 0.68);
    float tone = own * (shares.x + shares.y * model + shares.z * thrown) * mix(shares.w, 1.0, open);
    if (gloom > 0.0) {
        vec3 lamps = lamp_light(world, normal);
        float near_lamp = clamp(dot(lamps, vec3(0.4)), 0.0, 1.0);
        tone -= gloom * (is_figure ? 0.45 : 1.0) * (1.0 - near_lamp);
    }
    return tone;
}

void main() {
    vec4 hand = textureLod(hand_map, at, 0.0);
    // The hand is never quite steady.
    vec2 wobble = (hand.xy - 0.5) * 1.7;
    vec2 uv = at + wobble * line_scale * step_uv;
    Sample here = sample_at(uv);
    float here_z = is_flat ? here.level : 1.0 / here.level;
    float nearness = 1.0 - clamp((here_z - fade_m.x) / (fade_m.y - fade_m.x), 0.0, 1.0);
    nearness *= exp(-here_z * fog_per_m);
    float pressure = 0.82 + 0.36 * hand.x;
    float weight = line_scale * pen * pressure * mix(0.64, 1.2, nearness * nearness) * ((here.id & 1u) != 0u ? 1.35 : 1.0);

    vec3 ray = ray_at(uv);
    float grazing = clamp(abs(dot(normalize(ray), here.normal)) * 2.2, 0.08, 1.0);
    // The diagonals see level, upright and slanting edges alike.
    vec2 d1 = step_uv * weight, d2 = vec2(d1.x, -d1.y);
#ifdef FINE
    vec2 lines = vec2(0.0);
    for (int k = 0; k < 2; ++k) {
        vec2 there = uv + WITHIN[k] * step_uv;
        Sample middle = sample_at(there);
        lines += max(edge(middle, sample_at(there - d1), sample_at(there + d1), grazing),
                     edge(middle, sample_at(there - d2), sample_at(there + d2), grazing));
    }
    lines *= 0.5;
#else
    vec2 lines = max(edge(here, sample_at(uv - d1), sample_at(uv + d1), grazing),
                     edge(here, sample_at(uv - d2), sample_at(uv + d2), grazing));
#endif

    float depth = texture(depth_map, at).r;
    float tone = 1.0, joints = 0.0;
    if (depth < 1.0) {
        float z = distance_of(depth);
        vec3 world = world_at(at, z);
        uint id = texture(id_map, at).r;
        tone = tone_of(world, normal_at(at), id, texture(albedo_map, at).rgb, texture(open_map, at).rg);
        tone = mix(tone, 1.0 - 0.8 * gloom, max(0.5 * clamp((z - fade_m.x) / (fade_m.y - fade_m.x), 0.0, 1.0), 1.0 - exp(-z * fog_per_m)));
        tone += glow_of(id) * 0.5;
        joints = joint_of(id);
    }
    // Marker: three calm greys with soft, slightly uneven borders.
    float steepness = min(fwidth(tone) / line_scale, 0.012);
    float uneven = ((hand.z - 0.5) * 9.0 + (hand.w - 0.5) * 5.0) * steepness;
    float t = tone + uneven;
    float wash = 1.0;
    wash -= 0.13 * (1.0 - smoothstep(0.80, 0.86, t));
    wash -= 0.15 * (1.0 - smoothstep(0.60, 0.66, t));
    wash -= 0.16 * (1.0 - smoothstep(0.41, 0.47, t));
    vec2 hatching = textureLod(strokes_map, at, 0.0).rg;
    float strokes = max(hatching.x * (1.0 - smoothstep(0.54, 0.66, t)) * 0.30,
                        hatching.y * (1.0 - smoothstep(0.36, 0.48, t)) * 0.34);

    vec3 colour = paper * wash * (1.0 - 0.035 * (hand.w - 0.5) * 2.0);
    colour = mix(colour, ink, strokes);
    colour = mix(colour, ink, joints * 0.17 * sqrt(nearness));
    float strength = max(lines.x, lines.y * 0.62) * mix(0.42, 1.0, sqrt(nearness));
    strength *= 0.90 + 0.20 * (hand.w - 0.5);
    colour = mix(colour, ink, clamp(strength, 0.0, 0.96));
    o_colour = vec4(colour, dot(colour, vec3(0.299, 0.587, 0.114)));
}
