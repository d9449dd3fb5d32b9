// Deterministic noise without textures.
float hash21(vec2 p) {
    vec3 q = fract(vec3(p.xyx) * 0.1031);
    q += dot(q, q.yzx + 33.33);
    return fract((q.x + q.y) * q.z);
}

float value_noise(vec2 p) {
    vec2 cell = floor(p), f = p - cell;
    f = f * f * (3.0 - 2.0 * f);
    float a = hash21(cell), b = hash21(cell + vec2(1.0, 0.0));
    float c = hash21(cell + vec2(0.0, 1.0)), d = hash21(cell + vec2(1.0, 1.0));
    return mix(mix(a, b, f.x), mix(c, d, f.x), f.y);
}

// Two values a corner. Source: Hoskins, Hash without Sine (2014), as hash21.
vec2 hash22(vec2 p) {
    vec3 q = fract(vec3(p.xyx) * vec3(0.1031, 0.1030, 0.0973));
    q += dot(q, q.yzx + 33.33);
    return fract((q.xx + q.yz) * q.zy);
}

vec2 value_noise2(vec2 p) {
    vec2 cell = floor(p), f = p - cell;
    f = f * f * (3.0 - 2.0 * f);
    return mix(mix(hash22(cell), hash22(cell + vec2(1.0, 0.0)), f.x),
               mix(hash22(cell + vec2(0.0, 1.0)), hash22(cell + vec2(1.0, 1.0)), f.x), f.y);
}

// Along a line: ``lane`` is a whole number.
float value_noise1(float p, float lane) {
    float cell = floor(p), f = p - cell;
    return mix(hash21(vec2(cell, lane)), hash21(vec2(cell + 1.0, lane)), f * f * (3.0 - 2.0 * f));
}
