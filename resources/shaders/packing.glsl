// The geometry buffer's packing. An id is instance << 12 | slot << 9 | level << 5 | is_glow << 4 | flags; the flags are
// figure 1, selected 2, room 4, collided 8; the level is of emission (0 to 7.5) or of a drawn joint (0 to 1).

// Ten bits a part: a ninth of a degree, finer than any shade shows.
vec3 packed_normal(vec3 n) {
    return n * 0.5 + 0.5;
}

vec3 unpacked_normal(vec3 p) {
    return p * 2.0 - 1.0;
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
