// One instance is four texels: three rows of the world matrix, then id, palette row, tint, flags.
uniform samplerBuffer instances;
uniform int first_instance;

struct Instance {
    vec4 row_x, row_y, row_z, info;
};

Instance instance_here() {
    int start = (first_instance + gl_InstanceID) * 4;
    return Instance(texelFetch(instances, start), texelFetch(instances, start + 1), texelFetch(instances, start + 2),
                    texelFetch(instances, start + 3));
}

vec3 placed(Instance instance, vec3 point) {
    vec4 p = vec4(point, 1.0);
    return vec3(dot(instance.row_x, p), dot(instance.row_y, p), dot(instance.row_z, p));
}

vec3 turned(Instance instance, vec3 direction) {
    return vec3(dot(instance.row_x.xyz, direction), dot(instance.row_y.xyz, direction),
                dot(instance.row_z.xyz, direction));
}
