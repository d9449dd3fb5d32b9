#version 330
// One quad a particle, placed by its number and the time alone.
#include "noise.glsl"

uniform mat4 view_projection;
uniform vec3 eye;
uniform float time_s;
uniform vec3 box;             // the air that is filled round the eye, metres
uniform float floor_y;
uniform vec3 velocity;        // m/s
uniform float sway;           // how far a particle wanders, m
uniform float tumble;         // above 0 it turns as it falls
uniform vec2 size;            // width and length, m
uniform float pixel_m;        // a pixel's width at one metre, m
uniform int place_count;      // fires; none: the air round the eye
uniform vec4 place_list[8];    // where, and how large

out vec2 v_corner;
out float v_strength;

void main() {
    float number = float(gl_InstanceID);
    vec2 first = hash22(vec2(number, 1.7)), second = hash22(vec2(number, 9.3));
    vec3 centre;
    float strength = 1.0;
    if (place_count > 0) {
        float life = fract(first.x + time_s * (0.25 + 0.25 * second.x));
        float angle = 6.2831853 * first.y + life * 2.5, spread = 0.06 + 0.35 * life * second.y;
        vec4 fire = place_list[gl_InstanceID % place_count];    // w: how large it is
        float share = fire.w * fire.w;
        centre = fire.xyz + vec3(cos(angle) * spread, 1.9 * life * (0.5 + 0.5 * second.x), sin(angle) * spread) * share;
        strength = second.y <= share ? (1.0 - life) * smoothstep(0.0, 0.08, life) : 0.0;
    } else {
        vec3 start = vec3(first, second.x) * box + velocity * time_s * (0.85 + 0.3 * second.y);
        start.xz += sway * sin(vec2(1.3, 1.7) * time_s + 6.2831853 * second);
        centre = eye + mod(start - eye, box) - box * 0.5;
        strength = centre.y > floor_y ? smoothstep(0.5, 1.6, distance(centre, eye)) : 0.0;
    }
    vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1) * 2.0 - 1.0;
    vec3 to_eye = normalize(eye - centre);
    float away = distance(eye, centre);
    float turn = 6.2831853 * first.x + time_s * (1.0 + second.y);
    vec3 along = tumble > 0.0 ? normalize(vec3(cos(turn), second.x - 0.5, sin(turn * 0.7)))
               : size.y > size.x ? normalize(velocity) : normalize(cross(to_eye, vec3(0.31, 0.17, 0.93)));
    vec3 across = normalize(cross(along, to_eye));
    float least = pixel_m * away * 1.3;    // never thinner than it can be drawn, but fainter
    float width = max(size.x, least), length_m = max(size.y, least);
    v_strength = strength * clamp(size.x / width, 0.25, 1.0);
    v_corner = corner;
    gl_Position = view_projection * vec4(centre + across * corner.x * width * 0.5 + along * corner.y * length_m * 0.5, 1.0);
}
