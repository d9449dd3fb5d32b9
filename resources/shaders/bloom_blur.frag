#version 330
// One direction of a Gaussian, 9 texels wide through 5 smooth taps.
in vec2 at;
out vec4 o_light;

uniform sampler2D light_map;
uniform vec2 direction;

void main() {
    vec3 sum = texture(light_map, at).rgb * 0.227027;
    sum += (texture(light_map, at + direction * 1.384615).rgb + texture(light_map, at - direction * 1.384615).rgb) * 0.316216;
    sum += (texture(light_map, at + direction * 3.230769).rgb + texture(light_map, at - direction * 3.230769).rgb) * 0.070270;
    o_light = vec4(sum, 1.0);
}
