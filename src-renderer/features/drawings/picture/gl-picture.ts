import type { PackedDrawing } from '#core/drawing/packed-drawing.ts'
import type { View } from '../../../drawing/view.ts'
import { arcBatches, ARC_STRIDE, LINE_STRIDE, type LineBuffers, lineBuffers } from './gl-buffers.ts'
import { ARC_VERTEX, FRAGMENT, LINE_VERTEX, programOf } from './gl-program.ts'
import type { LayerColour, LinesPicture } from './lines-picture.ts'

/** Lines in one call; Chrome on macOS draws one huge buffer of lines in the wrong place. */
const LINES_AT_ONCE = 16_384
const FLOAT_BYTES = 4
const COLOURS_A_ROW = 1024

/** Without a graphics card WebGL is worked out by the processor, three times slower than a plain canvas. */
const CONTEXT: WebGLContextAttributes = {
  antialias: true,
  premultipliedAlpha: true,
  failIfMajorPerformanceCaveat: true,
}

/** A program with its buffer laid out. */
interface Drawn {
  readonly program: WebGLProgram
  readonly array: WebGLVertexArrayObject
  readonly buffer: WebGLBuffer
}

type Layout = readonly (readonly [name: string, numbers: number])[]

const LINE_LAYOUT: Layout = [
  ['point', 2],
  ['layer', 1],
]
const ARC_LAYOUT: Layout = [
  ['circle', 3],
  ['turn', 2],
  ['layer', 1],
]

function strideOf(layout: Layout): number {
  return layout.reduce((sum, [, numbers]) => sum + numbers, 0)
}

/** Points the program's inputs at the buffer, from the row `first` on. */
function pointAt(
  gl: WebGL2RenderingContext,
  { program, buffer }: Drawn,
  layout: Layout,
  first: number,
) {
  const stride = strideOf(layout) * FLOAT_BYTES
  gl.bindBuffer(gl.ARRAY_BUFFER, buffer)
  let offset = first * stride
  for (const [name, numbers] of layout) {
    gl.vertexAttribPointer(
      gl.getAttribLocation(program, name),
      numbers,
      gl.FLOAT,
      false,
      stride,
      offset,
    )
    offset += numbers * FLOAT_BYTES
  }
}

function drawnOf(
  gl: WebGL2RenderingContext,
  vertex: string,
  layout: Layout,
  data: Float32Array,
): Drawn | null {
  const program = programOf(gl, vertex, FRAGMENT)
  if (program === null) return null
  const drawn = { program, array: gl.createVertexArray(), buffer: gl.createBuffer() }
  gl.bindVertexArray(drawn.array)
  gl.bindBuffer(gl.ARRAY_BUFFER, drawn.buffer)
  gl.bufferData(gl.ARRAY_BUFFER, data, gl.STATIC_DRAW)
  for (const [name] of layout) gl.enableVertexAttribArray(gl.getAttribLocation(program, name))
  return drawn
}

/** Millimetres to the card's own -1 to 1. */
function tellPlace(
  gl: WebGL2RenderingContext,
  program: WebGLProgram,
  view: View,
  {
    middle,
    widthPx,
    heightPx,
  }: { middle: LineBuffers['middle']; widthPx: number; heightPx: number },
): void {
  const { scalePxPerMm, originXPx, originYPx } = view
  gl.useProgram(program)
  gl.uniform2f(
    gl.getUniformLocation(program, 'scale'),
    (2 * scalePxPerMm) / widthPx,
    (2 * scalePxPerMm) / heightPx,
  )
  gl.uniform2f(
    gl.getUniformLocation(program, 'origin'),
    (2 * (originXPx + middle.xMm * scalePxPerMm)) / widthPx - 1,
    1 - (2 * (originYPx - middle.yMm * scalePxPerMm)) / heightPx,
  )
}

function tellColours(gl: WebGL2RenderingContext, colours: readonly LayerColour[]): void {
  const rows = Math.max(1, Math.ceil(colours.length / COLOURS_A_ROW))
  const texels = new Uint8Array(rows * COLOURS_A_ROW * 4)
  for (const [index, colour] of colours.entries()) {
    texels.set(
      colour.map((part) => Math.round(part * 255)),
      index * 4,
    )
  }
  gl.texImage2D(
    gl.TEXTURE_2D,
    0,
    gl.RGBA,
    COLOURS_A_ROW,
    rows,
    0,
    gl.RGBA,
    gl.UNSIGNED_BYTE,
    texels,
  )
}

function prepareTexture(gl: WebGL2RenderingContext): void {
  gl.bindTexture(gl.TEXTURE_2D, gl.createTexture())
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST)
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST)
}

function drawLines(gl: WebGL2RenderingContext, lines: Drawn, count: number): void {
  gl.bindVertexArray(lines.array)
  for (let first = 0; first < count; first += LINES_AT_ONCE) {
    gl.drawArrays(gl.LINES, 2 * first, 2 * Math.min(LINES_AT_ONCE, count - first))
  }
}

function drawArcs(
  gl: WebGL2RenderingContext,
  arcs: Drawn,
  needs: Float32Array,
  scalePxPerMm: number,
): void {
  gl.bindVertexArray(arcs.array)
  const chordsAt = gl.getUniformLocation(arcs.program, 'chords')
  for (const { first, count, chords } of arcBatches(needs, scalePxPerMm)) {
    pointAt(gl, arcs, ARC_LAYOUT, first)
    gl.uniform1f(chordsAt, chords)
    gl.drawArraysInstanced(gl.LINE_STRIP, 0, chords + 1, count)
  }
}

/**
 * Draws with the graphics card: all lines in a few calls, each arc by as many chords as the zoom asks
 * for, worked out on the card, so that panning and zooming send it two numbers. Null without a card that does WebGL 2.
 */
export function glPicture(canvas: HTMLCanvasElement, packed: PackedDrawing): LinesPicture | null {
  const gl = canvas.getContext('webgl2', CONTEXT)
  if (gl === null) return null
  const buffers = lineBuffers(packed)
  const lines = drawnOf(gl, LINE_VERTEX, LINE_LAYOUT, buffers.lines)
  const arcs = drawnOf(gl, ARC_VERTEX, ARC_LAYOUT, buffers.arcs)
  if (lines === null || arcs === null) return null
  gl.bindVertexArray(lines.array)
  pointAt(gl, lines, LINE_LAYOUT, 0)
  gl.bindVertexArray(arcs.array)
  for (const [name] of ARC_LAYOUT) {
    gl.vertexAttribDivisor(gl.getAttribLocation(arcs.program, name), 1)
  }
  prepareTexture(gl)
  let shownColours: readonly LayerColour[] | null = null
  return {
    draw: (view, { widthPx, heightPx, density }, colours) => {
      const [width, height] = [Math.round(widthPx * density), Math.round(heightPx * density)]
      if (canvas.width !== width) canvas.width = width
      if (canvas.height !== height) canvas.height = height
      gl.viewport(0, 0, width, height)
      gl.clearColor(0, 0, 0, 0)
      gl.clear(gl.COLOR_BUFFER_BIT)
      if (shownColours !== colours) tellColours(gl, colours)
      shownColours = colours
      const place = { middle: buffers.middle, widthPx, heightPx }
      tellPlace(gl, lines.program, view, place)
      drawLines(gl, lines, buffers.lines.length / LINE_STRIDE / 2)
      tellPlace(gl, arcs.program, view, place)
      if (buffers.arcs.length >= ARC_STRIDE) {
        drawArcs(gl, arcs, buffers.arcNeeds, view.scalePxPerMm * density)
      }
    },
    dispose: () => {
      for (const { program, array, buffer } of [lines, arcs]) {
        gl.deleteProgram(program)
        gl.deleteVertexArray(array)
        gl.deleteBuffer(buffer)
      }
    },
  }
}
