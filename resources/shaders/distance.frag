#version 330
// How far away everything is, in metres, small enough to be looked at often.
in vec2 at;
out float o_metres;

#include "surface.glsl"

void main() {
    o_metres = distance_of(textureLod(depth_map, at, 0.0).r);
}
