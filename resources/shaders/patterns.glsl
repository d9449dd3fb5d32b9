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

// How much of the pixel is a joint that a draughtsman would draw: the lines of ``patterned`` without its colours.
float joint_line(int pattern, vec3 world, vec3 normal) {
    bool boards = pattern == 1, tiles = pattern == 2, blocks = pattern == 4;
    vec2 plane = blocks ? wall_plane(world, normal).yx : world.xz;
    vec2 size = boards ? vec2(0.16, 1.9) : tiles ? vec2(0.8) : vec2(0.45, 0.95);
    plane += boards ? size * 0.5 : vec2(0.0);
    float row = floor(plane.x / size.x);
    plane.y += boards ? hash21(vec2(row, 3.0)) * size.y : blocks && mod(row, 2.0) >= 0.5 ? size.y * 0.5 : 0.0;
    float width = boards ? 0.006 : tiles ? 0.012 : 0.010;
    float line = max(joint(from_grid(plane.x, size.x), width), joint(from_grid(plane.y, size.y), width));
    return boards || tiles || blocks ? line : 0.0;
}

// The colour under the pattern; ``line`` is how much of the pixel is a joint that a draughtsman would draw.
// All patterns go through one grid and one noise: software rasterisers run every branch for every pixel.
vec3 patterned(vec3 colour, int pattern, vec3 world, vec3 local, vec3 normal, out float line) {
    bool boards = pattern == 1, tiles = pattern == 2, blocks = pattern == 4, grain = pattern == 5;
    vec2 plane = blocks ? wall_plane(world, normal).yx : world.xz;
    vec2 size = boards ? vec2(0.16, 1.9) : tiles ? vec2(0.8) : vec2(0.45, 0.95);
    plane.x += boards ? size.x * 0.5 : 0.0;
    float row = floor(plane.x / size.x);
    float shift = boards ? hash21(vec2(row, 3.0)) * size.y : blocks && mod(row, 2.0) >= 0.5 ? size.y * 0.5 : 0.0;
    plane.y += shift + (boards ? size.y * 0.5 : 0.0);
    float tone = hash21(vec2(row, floor(plane.y / size.y)));
    bool has_joints = boards || tiles || blocks;
    float width = boards ? 0.006 : tiles ? 0.012 : 0.010;
    line = has_joints ? max(joint(from_grid(plane.x, size.x), width), joint(from_grid(plane.y, size.y), width)) : 0.0;
    vec2 at = boards ? vec2(world.x * 42.0, world.z * 2.2 + tone * 17.0)
            : has_joints ? plane * 4.2
            : grain ? vec2((local.y + local.z * 0.37) * 26.0, local.x * 3.0 + local.z * 2.0)
            : local.xy * 9.0 + local.z * 5.0;
    float mottle = value_noise(at) - 0.5;
    // How light it is at its darkest, how much a tile's tone and the mottle change it, how dark a joint is.
    vec4 weights = boards ? vec4(0.88, 0.20, 0.08, 0.55)
                 : tiles ? vec4(0.90, 0.12, 0.12, 0.45)
                 : blocks ? vec4(0.91, 0.11, 0.13, 0.30)
                 : grain ? vec4(1.0, 0.0, 0.14, 0.0)
                 : pattern == 6 ? vec4(1.0, 0.0, 0.10, 0.0) : vec4(1.0, 0.0, 0.0, 0.0);
    return colour * (weights.x + weights.y * tone + weights.z * mottle) * (1.0 - weights.w * line);
}

vec3 open_ground(vec3 colour, vec3 world) {
    float broad = value_noise(world.xz * 0.35);
    float fine = value_noise(world.xz * 5.0);
    return colour * (0.78 + 0.34 * broad + 0.12 * (fine - 0.5));
}
