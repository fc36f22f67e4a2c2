import { Color, CylinderGeometry, Group, Mesh, MeshBasicMaterial, Scene } from 'three'
import type { Grid } from '#core/geometry/distance-grid.ts'
import type { Point3 } from '#core/geometry/point.ts'
import type { StageScene } from '../drawing-3d/stage.ts'
import type { CutPath } from './cut-path.ts'
import { type ColourBy, createPathLines } from './path-lines.ts'
import { createStockBlock } from './stock-block.ts'
import type { StockColours } from './stock-colours.ts'

/** A bit as it is drawn, to scale. */
export interface DrawnTool {
  readonly diameterMm: number
  readonly fluteLengthMm: number
  readonly stickoutMm: number
}

/** What can change without building the scene anew. */
export interface StockState {
  readonly seconds: number
  /** Heights of the block; null while they are worked out. */
  readonly heights: Float32Array | null
  readonly engagement: Uint8Array | null
  readonly tool: Point3 | null
  readonly colourBy: ColourBy
  /** Where the block is cut through, mm; null for not at all. */
  readonly sectionYMm: number | null
  readonly colours: StockColours
}

const COLOUR_MODES: readonly ColourBy[] = ['kind', 'feed', 'engagement']
/** Graphics that take longer for a picture than this get the rough surface from then on. */
const SLOW_FRAME_MS = 250
const NO_SECTION_MM = -1e9

/** Flutes and shank, the tip at the origin. */
function toolGroup({ diameterMm, fluteLengthMm, stickoutMm }: DrawnTool) {
  const group = new Group()
  const flutes = new MeshBasicMaterial({ transparent: true, opacity: 0.75 })
  const shank = new MeshBasicMaterial({ transparent: true, opacity: 0.4 })
  const geometries: CylinderGeometry[] = []
  const add = (fromMm: number, toMm: number, material: MeshBasicMaterial) => {
    if (toMm <= fromMm) return
    const geometry = new CylinderGeometry(diameterMm / 2, diameterMm / 2, toMm - fromMm, 32)
    geometry.rotateX(Math.PI / 2)
    geometry.translate(0, 0, (fromMm + toMm) / 2)
    geometries.push(geometry)
    group.add(new Mesh(geometry, material))
  }
  add(0, fluteLengthMm, flutes)
  add(fluteLengthMm, stickoutMm, shank)
  return {
    group,
    paint: (css: string) => {
      flutes.color.setStyle(css)
      shank.color.setStyle(css)
    },
    dispose: () => {
      flutes.dispose()
      shank.dispose()
      for (const geometry of geometries) geometry.dispose()
    },
  }
}

/** Colours go to the screen as CSS has them. */
function plain(css: string): Color {
  return new Color().setStyle(css, 'srgb-linear')
}

/** What a scene of a block is built of. */
export interface StockParts {
  readonly grid: Grid
  readonly bottomZMm: number
  readonly path: CutPath
  readonly tool: DrawnTool
}

/** The block, the path and the tool; time, section and colours cost no rebuild. */
export function stockScene({ grid, bottomZMm, path, tool }: StockParts): StageScene<StockState> & {
  readonly dispose: () => void
} {
  const scene = new Scene()
  const block = createStockBlock(grid, bottomZMm)
  const lines = createPathLines(path)
  const bit = toolGroup(tool)
  scene.add(block.group, lines.group, bit.group)
  let shown: Partial<StockState> = {}
  let isSlow = false
  const paint = (colours: StockColours) => {
    block.uniforms.wood.value = plain(colours.wood)
    block.uniforms.floorColour.value = plain(colours.floor)
    block.uniforms.cutColour.value = plain(colours.section)
    lines.uniforms.roleColours.value = colours.roles.map(plain)
    lines.uniforms.low.value = plain(colours.low)
    lines.uniforms.high.value = plain(colours.high)
    bit.paint(colours.tool)
  }
  const { least, most } = block
  return {
    scene,
    reachMm: Math.hypot(most[0] - least[0], most[1] - least[1]) / 2,
    centre: [(least[0] + most[0]) / 2, (least[1] + most[1]) / 2, 0],
    box: { least, most },
    show: (state) => {
      const sectionY = state.sectionYMm ?? NO_SECTION_MM
      block.uniforms.sectionY.value = sectionY
      lines.uniforms.sectionY.value = sectionY
      lines.uniforms.now.value = state.seconds
      lines.uniforms.colourBy.value = COLOUR_MODES.indexOf(state.colourBy)
      if (state.heights !== null && state.heights !== shown.heights) block.setHeights(state.heights)
      if (state.engagement !== null && state.engagement !== shown.engagement) {
        lines.setEngagement(state.engagement)
      }
      if (state.colours !== shown.colours) paint(state.colours)
      bit.group.visible = state.tool !== null
      if (state.tool !== null) {
        const { xMm, yMm, zMm } = state.tool
        bit.group.position.set(xMm, yMm, zMm)
      }
      shown = state
    },
    beforeFrame: ({ lastFrameMs }) => {
      isSlow ||= lastFrameMs > SLOW_FRAME_MS
      block.setRough(isSlow)
      return true
    },
    dispose: () => {
      block.dispose()
      lines.dispose()
      bit.dispose()
    },
  }
}
