import { useMemo, type PointerEvent } from 'react'
import { sectorPath } from '#core/rosette/draw-rosette-path.ts'
import type { TileRing } from '#core/rosette/plan.schema.ts'
import { placeAt, sectorsOf } from '#core/rosette/place-on-rosette.ts'
import { type DrawingColours, ringPicture } from '#core/rosette/ring-picture.ts'
import { isPictured, isTurnedTile, tileFills } from '#core/rosette/tile-cells.ts'
import { tileShape } from '#core/rosette/tiles.ts'
import { degFromRad, TURN_RAD } from '#core/units/angle.ts'
import { formatDecimal, formatLength } from '#core/units/format-length.ts'
import type { LengthUnit } from '#core/units/parse-length.ts'
import { type Highlight, useHighlight } from '../session/highlight.store.ts'
import { drawingStrings } from './drawing.strings.ts'
import { lightUp } from './light-up.ts'
import { RULER_PX } from './Rulers.tsx'

/** What a `TileDetail` takes. */
export interface TileDetailProps {
  readonly ring: TileRing
  readonly colours: DrawingColours
  readonly unit: LengthUnit
}

const WIDTH_PX = 148
const HEIGHT_PX = 172
/** Room for the tile itself, the lengths over and under it. */
const TILE_ROOM_PX = { width: 112, height: 84, top: 42 }

interface ShownTile {
  readonly ring: TileRing
  /** The number of the tile that is lit; null when none is. */
  readonly tile: number | null
  readonly lit: Highlight | null
  readonly ground: string
}

/** What the pointer is on in the tile: a column and a row of every tile, in the tile's own mm. */
function lightUnderPointer(ring: TileRing, event: PointerEvent<SVGGElement>): void {
  const matrix = event.currentTarget.getScreenCTM()
  if (matrix === null) return
  const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse())
  const place = placeAt({ rings: [ring] }, { xMm: x, yMm: y })
  lightUp(place === null ? null : { ...place, tile: null })
}

/** The tile with its cells, about the ring's centre, its middle up. */
function Tile({ ring, tile, lit, ground }: ShownTile) {
  const { innerRadiusMm, outerRadiusMm, tileCount, assembly } = ring
  const turned = tile !== null && isTurnedTile(assembly, tile)
  const fills = useMemo(
    () => (isPictured(ring) ? tileFills(ring, turned ? 1 : 0) : []),
    [ring, turned],
  )
  const stepRad = TURN_RAD / tileCount
  const fromRad = Math.PI / 2
  const body = sectorPath({ innerRadiusMm, outerRadiusMm, fromRad, toRad: fromRad + stepRad })
  const place = { ringId: ring.id, tile: turned ? 1 : 0 }
  const cells =
    lit === null || lit.column === null
      ? []
      : sectorsOf(ring, { ...place, column: lit.column, row: lit.row })
  return (
    <g
      transform={`rotate(${String(-degFromRad(stepRad / 2))})`}
      onPointerMove={(event) => {
        lightUnderPointer(ring, event)
      }}
      onPointerLeave={() => {
        lightUp(null)
      }}
    >
      <path d={body} style={{ fill: ground }} />
      {fills.map(({ colour, path }) => (
        <path key={colour} d={path} fillRule="evenodd" style={{ fill: colour }} />
      ))}
      {cells.length > 0 && (
        <path
          className="lit-cell"
          d={cells.map(sectorPath).join('')}
          // the second tile lies one step on
          transform={turned ? `rotate(${String(-degFromRad(stepRad))})` : undefined}
        />
      )}
      <path d={body} className="tile-detail-edge" />
    </g>
  )
}

/** One tile enlarged, as a detail of a shop drawing: its widths, taper and face angle, its cells live. */
export function TileDetail({ ring, colours, unit }: TileDetailProps) {
  const highlight = useHighlight((state) => state.highlight)
  const lit = highlight?.ringId === ring.id ? highlight : null
  const tile = lit?.tile ?? null
  const { outerRadiusMm, innerRadiusMm, tileCount } = ring
  const shape = tileShape(ring, tileCount, ring.columns)
  const scale = String(
    Math.min(
      TILE_ROOM_PX.width / shape.outerWidthMm,
      TILE_ROOM_PX.height / (outerRadiusMm - innerRadiusMm),
    ),
  )
  const middleX = WIDTH_PX / 2
  const upY = String(TILE_ROOM_PX.top + outerRadiusMm * Number(scale))
  const taper = drawingStrings.tileTaper(formatLength(shape.taperMm, unit))
  const face = drawingStrings.tileFace(formatDecimal(shape.faceAngleDeg, 2))
  const bottomY =
    TILE_ROOM_PX.top +
    Math.min(TILE_ROOM_PX.height, (outerRadiusMm - innerRadiusMm) * Number(scale))
  const corner = String(RULER_PX + 10)
  return (
    <g className="tile-detail" transform={`translate(${corner} ${corner})`}>
      <rect className="tile-detail-paper" width={WIDTH_PX} height={HEIGHT_PX} rx={6} />
      <text x={middleX} y={17} textAnchor="middle" className="tile-detail-title">
        {tile === null ? drawingStrings.tileOf(tileCount) : drawingStrings.tileTitle(tile + 1)}
      </text>
      <text x={middleX} y={34} textAnchor="middle">
        {formatLength(shape.outerWidthMm, unit)}
      </text>
      <g
        className="drawing-mm"
        transform={`matrix(${scale} 0 0 -${scale} ${String(middleX)} ${upY})`}
      >
        <Tile ring={ring} tile={tile} lit={lit} ground={ringPicture(ring, colours).ground} />
      </g>
      <text x={middleX} y={bottomY + 16} textAnchor="middle">
        {formatLength(shape.innerWidthMm, unit)}
      </text>
      <text x={middleX} y={HEIGHT_PX - 9} textAnchor="middle" className="tile-detail-note">
        {`${taper}, ${face}`}
      </text>
    </g>
  )
}
