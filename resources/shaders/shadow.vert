#version 330
layout(location = 0) in vec3 position;

#include "instances.glsl"

uniform mat4 view_projection;

void main() {
    gl_Position = view_projection * vec4(placed(instance_here(), position), 1.0);
}
