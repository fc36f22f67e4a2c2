/** A compiled program with its places, or null where the graphics card refuses it. */
export function programOf(
  gl: WebGL2RenderingContext,
  vertexText: string,
  fragmentText: string,
): WebGLProgram | null {
  const program = gl.createProgram()
  for (const [kind, text] of [
    [gl.VERTEX_SHADER, vertexText],
    [gl.FRAGMENT_SHADER, fragmentText],
  ] as const) {
    const shader = gl.createShader(kind)
    if (shader === null) return null
    gl.shaderSource(shader, text)
    gl.compileShader(shader)
    gl.attachShader(program, shader)
    gl.deleteShader(shader)
  }
  gl.linkProgram(program)
  return gl.getProgramParameter(program, gl.LINK_STATUS) === true ? program : null
}

/** What both programs begin with: where a point lies, and the colour of its layer. */
const SHARED = `#version 300 es
precision highp float;
precision highp sampler2D;
uniform vec2 scale;
uniform vec2 origin;
uniform sampler2D colours;
out vec4 colour;
const vec4 NOWHERE = vec4(2.0, 2.0, 2.0, 1.0);
vec4 placed(vec2 point, float layer) {
  int index = int(layer + 0.5);
  colour = texelFetch(colours, ivec2(index % 1024, index / 1024), 0);
  return colour.a == 0.0 ? NOWHERE : vec4(point * scale + origin, 0.0, 1.0);
}
`

/** Straight pieces: one vertex an end. */
export const LINE_VERTEX = `${SHARED}
in vec2 point;
in float layer;
void main() { gl_Position = placed(point, layer); }
`

/** Arcs: one instance an arc, as many chords as the zoom asks for, worked out here. */
export const ARC_VERTEX = `${SHARED}
uniform float chords;
in vec3 circle;
in vec2 turn;
in float layer;
void main() {
  float rad = turn.x + turn.y * float(gl_VertexID) / chords;
  gl_Position = placed(circle.xy + circle.z * vec2(cos(rad), sin(rad)), layer);
}
`

/** Every pixel in the colour of its layer. */
export const FRAGMENT = `#version 300 es
precision mediump float;
in vec4 colour;
out vec4 pixel;
void main() { pixel = vec4(colour.rgb * colour.a, colour.a); }
`
