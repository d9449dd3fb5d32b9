// The geometry buffer's packing. An id is instance << 12 | slot << 9 | level << 5 | is_glow << 4 | flags; the flags are
// figure 1, selected 2, room 4, collided 8; the level is of emission (0 to 7.5) or of a drawn joint (0 to 1).

// Source: Cigolle et al., A Survey of Efficient Representations for Independent Unit Vectors (2014), octahedral.
vec2 packed_normal(vec3 n) {
    n /= abs(n.x) + abs(n.y) + abs(n.z);
    vec2 folded = (1.0 - abs(n.yx)) * vec2(n.x >= 0.0 ? 1.0 : -1.0, n.y >= 0.0 ? 1.0 : -1.0);
    return (n.z >= 0.0 ? n.xy : folded) * 0.5 + 0.5;
}

vec3 unpacked_normal(vec2 p) {
    p = p * 2.0 - 1.0;
    float z = 1.0 - abs(p.x) - abs(p.y);
    float t = max(-z, 0.0);
    return normalize(vec3(p.x + (p.x >= 0.0 ? -t : t), p.y + (p.y >= 0.0 ? -t : t), z));
}

uint packed_glow(float emission) {
    return emission > 0.0 ? (uint(clamp(emission * 2.0 + 0.5, 1.0, 15.0)) << 5) | 16u : 0u;
}

uint packed_joint(float line) {
    return uint(clamp(line, 0.0, 1.0) * 15.0 + 0.5) << 5;
}

float glow_of(uint id) {
    return (id & 16u) != 0u ? float((id >> 5) & 15u) * 0.5 : 0.0;
}

float joint_of(uint id) {
    return (id & 16u) != 0u ? 0.0 : float((id >> 5) & 15u) / 15.0;
}

uint instance_of(uint id) {
    return id >> 12;
}

uint part_of(uint id) {
    return id >> 9;
}

int slot_of(uint id) {
    return int((id >> 9) & 7u);
}
