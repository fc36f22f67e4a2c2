import { Color, ShaderMaterial } from 'three'

/** Colours of the picture, as CSS tells them. */
export interface PathColours {
  readonly rapid: string
  readonly cut: string
  readonly plunge: string
  readonly ramp: string
  readonly retract: string
  readonly done: string
  readonly now: string
  readonly travel: string
  readonly stock: string
  readonly axisX: string
  readonly axisY: string
  readonly axisZ: string
  readonly grid: string
}

const TOKENS: { readonly [K in keyof PathColours]: string } = {
  rapid: '--path-rapid',
  cut: '--path-cut',
  plunge: '--path-plunge',
  ramp: '--path-ramp',
  retract: '--path-rapid',
  done: '--path-done',
  now: '--tool',
  travel: '--line-strong',
  stock: '--dimension',
  axisX: '--axis-x',
  axisY: '--axis-y',
  axisZ: '--axis-z',
  grid: '--grid-major',
}

/** Reads the tokens in the theme that is shown, as plain sRGB. */
export function readPathColours(near: HTMLElement): PathColours {
  const probe = document.createElement('span')
  near.append(probe)
  const pixel = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
  const read = (token: string): string => {
    probe.style.color = `var(${token})`
    const { color } = getComputedStyle(probe)
    if (pixel === null) return '#808080'
    // A canvas turns any CSS colour into the bytes that three understands.
    pixel.fillStyle = color
    pixel.fillRect(0, 0, 1, 1)
    const [red = 0, green = 0, blue = 0] = pixel.getImageData(0, 0, 1, 1).data
    return `rgb(${String(red)}, ${String(green)}, ${String(blue)})`
  }
  const colours = Object.fromEntries(
    Object.entries(TOKENS).map(([name, token]) => [name, read(token)]),
  )
  probe.remove()
  return colours as unknown as PathColours
}

const VERTEX = `
attribute vec4 place;
attribute vec2 lineParts;
uniform float doneLine;
uniform float nowFirst;
uniform float nowLast;
uniform float fromLine;
uniform vec3 kindColours[5];
uniform vec3 doneColour;
uniform vec3 nowColour;
varying vec4 colour;
void main() {
  int index = int(place.w * 65535.0 + 0.5);
  float line = lineParts.x + 65536.0 * lineParts.y;
  vec3 own = kindColours[0];
  for (int i = 1; i < 5; i += 1) if (i == index) own = kindColours[i];
  bool rapid = index == 0 || index == 4;
  float alpha = rapid ? 0.55 : 1.0;
  if (line >= nowFirst && line <= nowLast) { own = nowColour; alpha = 1.0; }
  else if (line <= doneLine) { own = doneColour; alpha = rapid ? 0.18 : 1.0; }
  if (line < fromLine) { own = doneColour; alpha = rapid ? 0.08 : 0.3; }
  colour = vec4(own, alpha);
  gl_Position = projectionMatrix * modelViewMatrix * vec4(place.xyz, 1.0);
}`

const FRAGMENT = `
varying vec4 colour;
void main() { gl_FragColor = colour; }`

/** Which part of the program is which. */
export interface PathProgress {
  /** Lines up to this one are cut; 0 for none. */
  readonly doneLine: number
  /** Lines one of which is being cut; null when none is. */
  readonly now: readonly [first: number, last: number] | null
  /** Only what comes from this line on will be cut: the rest is faint. 0 for all. */
  readonly fromLine: number
}

/** The colour as it is written: the shader's colours go to the screen untouched. */
function plainColour(css: string): Color {
  return new Color().setStyle(css, 'srgb-linear')
}

/** One material for all chunks: kinds are looked up in a table, progress is four numbers. */
export function createPathMaterial() {
  const black = () => new Color(0, 0, 0)
  const uniforms = {
    doneLine: { value: 0 },
    nowFirst: { value: 1 },
    nowLast: { value: 0 },
    fromLine: { value: 0 },
    kindColours: { value: [black(), black(), black(), black(), black()] },
    doneColour: { value: black() },
    nowColour: { value: black() },
  }
  const material = new ShaderMaterial({
    vertexShader: VERTEX,
    fragmentShader: FRAGMENT,
    transparent: true,
    uniforms,
  })
  let shown: PathColours | null = null
  return {
    material,
    show: ({ doneLine, now, fromLine }: PathProgress, colours: PathColours) => {
      uniforms.doneLine.value = doneLine
      uniforms.nowFirst.value = now?.[0] ?? 1
      uniforms.nowLast.value = now?.[1] ?? 0
      uniforms.fromLine.value = fromLine
      if (shown === colours) return
      shown = colours
      const { rapid, cut, plunge, ramp, retract } = colours
      uniforms.kindColours.value = [rapid, cut, plunge, ramp, retract].map(plainColour)
      uniforms.doneColour.value = plainColour(colours.done)
      uniforms.nowColour.value = plainColour(colours.now)
    },
  }
}
