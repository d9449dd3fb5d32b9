#version 330
// A quarter-size picture of what glows.
in vec2 at;
out vec4 o_light;

uniform sampler2D light_map;
uniform vec2 pixel;

void main() {
    vec3 sum = vec3(0.0);
    for (int y = -1; y <= 1; y += 2) {
        for (int x = -1; x <= 1; x += 2) {
            vec4 light = texture(light_map, at + vec2(x, y) * pixel);
            float may = min(light.a, 1.0);
            may *= 1.0 + 5.0 * may * may * may * may;    // flames are small and have to glow all the same
            sum += min(light.rgb, 8.0) * smoothstep(0.9, 2.2, max(light.r, max(light.g, light.b))) * may;
        }
    }
    o_light = vec4(sum * 0.25, 1.0);
}
