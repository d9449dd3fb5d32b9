// Quiet surface patterns, in metres: boards, tiles, open ground, stone courses, wood grain, weave.
#include "noise.glsl"

// Darkness of a joint line at distance d (m) from it, as wide as a pixel at least and fading where it would alias.
float joint(float d, float width) {
    float pixel = max(fwidth(d), 1e-5);
    float strength = clamp(width / pixel, 0.0, 1.0);
    return (1.0 - smoothstep(width * 0.5, width * 0.5 + pixel, abs(d))) * strength;
}

float from_grid(float value, float step_m) {
    return (fract(value / step_m + 0.5) - 0.5) * step_m;
}

vec2 wall_plane(vec3 world, vec3 normal) {
    return abs(normal.y) > 0.7 ? world.xz : vec2(dot(world.xz, normalize(vec2(-normal.z, normal.x) + 1e-5)), world.y);
}

// The colour under the pattern; ``line`` is how much of the pixel is a joint that a draughtsman would draw.
vec3 patterned(vec3 colour, int pattern, vec3 world, vec3 local, vec3 normal, out float line) {
    line = 0.0;
    if (pattern == 1) {
        const float board = 0.16, run = 1.9;
        float row = floor(world.x / board + 0.5);
        float shift = hash21(vec2(row, 3.0)) * run;
        float lane = floor((world.z + shift) / run + 0.5);
        float tone = hash21(vec2(row, lane));
        line = max(joint(from_grid(world.x + board * 0.5, board), 0.006),
                         joint(from_grid(world.z + shift + run * 0.5, run), 0.006));
        float grain = value_noise(vec2(world.x * 42.0, world.z * 2.2 + tone * 17.0));
        return colour * (0.88 + 0.20 * tone + 0.08 * (grain - 0.5)) * (1.0 - 0.55 * line);
    }
    if (pattern == 2) {
        const float tile = 0.8;
        vec2 cell = floor(world.xz / tile);
        line = max(joint(from_grid(world.x, tile), 0.012), joint(from_grid(world.z, tile), 0.012));
        float tone = hash21(cell);
        float mottle = value_noise(world.xz * 4.3);
        return colour * (0.90 + 0.12 * tone + 0.12 * (mottle - 0.5)) * (1.0 - 0.45 * line);
    }
    if (pattern == 3) {
        float broad = value_noise(world.xz * 0.35);
        float fine = value_noise(world.xz * 5.0);
        return colour * (0.78 + 0.34 * broad + 0.12 * (fine - 0.5));
    }
    if (pattern == 4) {
        const float course = 0.45, block = 0.95;
        vec2 p = wall_plane(world, normal);
        float row = floor(p.y / course);
        float along = p.x + (mod(row, 2.0) < 0.5 ? 0.0 : block * 0.5);
        line = max(joint(from_grid(p.y, course), 0.010), joint(from_grid(along, block), 0.010));
        float tone = hash21(vec2(floor(along / block), row));
        float mottle = value_noise(p * 4.1);
        return colour * (0.91 + 0.11 * tone + 0.13 * (mottle - 0.5)) * (1.0 - 0.30 * line);
    }
    if (pattern == 5) {
        float grain = value_noise(vec2((local.y + local.z * 0.37) * 26.0, local.x * 3.0 + local.z * 2.0));
        return colour * (0.93 + 0.14 * grain);
    }
    if (pattern == 6) {
        float mottle = value_noise(local.xy * 9.0 + local.z * 5.0);
        return colour * (0.95 + 0.10 * mottle);
    }
    return colour;
}
