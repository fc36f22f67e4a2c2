import { Ruler } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import type { OpenDrawing } from '#core/contract/drawings.contract.ts'
import { segmentsOf } from '#core/drawing/packed-drawing.ts'
import { type Snap, snapTo } from '#core/drawing/segment-grid.ts'
import { pathData } from '#core/drawing/write-svg.ts'
import { distanceMm, type Point2 } from '#core/geometry/point.ts'
import type { Slicing } from '#core/slices/slicing.ts'
import { formatLength } from '#core/units/format-length.ts'
import { type PlaceMm, Viewport } from '../../drawing/Viewport.tsx'
import { type View, xPx, yPx } from '../../drawing/view.ts'
import { useCommands } from '../../session/commands.store.ts'
import { useUnits } from '../../session/settings.store.ts'
import { IconButton } from '../../ui/Button.tsx'
import { type DrawingFacts, pathOfSegment } from './drawing-facts.ts'
import { useDrawings } from './drawings.store.ts'
import { drawingsStrings as words } from './drawings.strings.ts'
import { useLayerColours } from './layer-colours.ts'
import { LinesCanvas } from './picture/LinesCanvas.tsx'
import { SliceLines } from './SliceLines.tsx'
import { useShiftKey } from './use-shift-key.ts'

const MARGIN = { left: 46, right: 24, top: 46, bottom: 24 }
/** How near the pointer must come, px. */
const NEAR_PX = 9
/** Longest path that is drawn a second time to light it up. */
const LIT_PIECES = 20_000

function useShown(facts: DrawingFacts, open: OpenDrawing) {
  const { layersOff } = open.drawing.choices
  return useMemo(() => {
    const off = new Set(layersOff)
    return (layer: number) => !off.has(facts.packed.layerNames[layer] ?? '')
  }, [layersOff, facts])
}

/** A path drawn over the picture: chosen, its partner, or under the pointer. */
function LitPath({
  facts,
  path,
  look,
}: {
  facts: DrawingFacts
  path: number | null
  look: string
}) {
  const own = path === null ? undefined : facts.paths[path]
  const data = useMemo(
    () =>
      own === undefined || own.segmentCount > LIT_PIECES
        ? ''
        : pathData(segmentsOf(facts.packed, own)),
    [facts, own],
  )
  return data === '' ? null : <path className={`lit lit-${look}`} d={data} />
}

function SnapMark({ snap, view }: { snap: Snap; view: View }) {
  const [x, y] = [xPx(view, snap.at.xMm), yPx(view, snap.at.yMm)]
  return (
    <g className="snap" transform={`translate(${String(x)} ${String(y)})`}>
      <rect x={-5} y={-5} width={10} height={10} />
      <text x={10} y={-8}>
        {words.snaps[snap.kind]}
      </text>
    </g>
  )
}

function Measure({
  places,
  snap,
  view,
}: {
  places: readonly Point2[]
  snap: Snap | null
  view: View
}) {
  const unit = useUnits()
  const [from, to = snap?.at] = places
  if (from === undefined || to === undefined) return null
  const [x1, y1, x2, y2] = [
    xPx(view, from.xMm),
    yPx(view, from.yMm),
    xPx(view, to.xMm),
    yPx(view, to.yMm),
  ]
  const length = (mm: number) => formatLength(mm, unit, 'fine')
  const text = words.measured(
    length(distanceMm(from, to)),
    length(Math.abs(to.xMm - from.xMm)),
    length(Math.abs(to.yMm - from.yMm)),
  )
  return (
    <g className="measure">
      <line x1={x1} y1={y1} x2={x2} y2={y2} />
      <circle cx={x1} cy={y1} r={3} />
      <circle cx={x2} cy={y2} r={3} />
      <text x={(x1 + x2) / 2} y={(y1 + y2) / 2 - 8} textAnchor="middle">
        {text}
      </text>
    </g>
  )
}

function CentreMark({ centre, view }: { centre: PlaceMm | null; view: View }) {
  if (centre === null) return null
  const [x, y] = [xPx(view, centre.xMm), yPx(view, centre.yMm)]
  return (
    <g className="rosette-centre" transform={`translate(${String(x)} ${String(y)})`}>
      <circle r={7} />
      <path d="M-12 0H12M0 -12V12" />
    </g>
  )
}

/** Where the pointer snaps to, and what it does there. */
function usePointer(facts: DrawingFacts, isShown: (layer: number) => boolean) {
  const measured = useDrawings((state) => state.measured)
  const show = useDrawings((state) => state.show)
  const choose = useDrawings((state) => state.choose)
  const [snap, setSnap] = useState<Snap | null>(null)
  const accepts = useCallback(
    (segment: number) => isShown(facts.paths[pathOfSegment(facts.paths, segment)]?.layer ?? 0),
    [facts, isShown],
  )
  const measure = (what: 'move' | 'click', at: PlaceMm | null, near: Snap | null) => {
    setSnap(near)
    if (what !== 'click' || at === null || measured === null) return
    const place = near?.at ?? at
    show({ measured: measured.length === 1 ? [...measured, place] : [place] })
  }
  const pick = (what: 'move' | 'click', near: Snap | null, shift: boolean) => {
    setSnap(null)
    const path = near === null ? null : pathOfSegment(facts.paths, near.segment)
    if (what === 'click') choose(path, shift && path !== null)
    else if (path !== useDrawings.getState().hovered) show({ hovered: path })
  }
  const onPointer = (what: 'move' | 'click', at: PlaceMm | null, view: View, shift: boolean) => {
    const parts = { ...facts, accepts }
    const near = at === null ? null : snapTo(facts.packed, parts, at, NEAR_PX / view.scalePxPerMm)
    if (measured === null) pick(what, near, shift)
    else measure(what, at, near)
  }
  return { snap, onPointer }
}

interface DrawingCanvasProps {
  readonly open: OpenDrawing
  readonly facts: DrawingFacts
  readonly slicing: Slicing | null
}

/** The drawing to scale: layers, what is chosen, slices over it, snap and measure. */
export function DrawingCanvas({ open, facts, slicing }: DrawingCanvasProps) {
  const unit = useUnits()
  const { chosen, other, hovered, target, measured, show } = useDrawings()
  const isShown = useShown(facts, open)
  const css = useMemo(() => facts.layers.map((layer) => layer.css), [facts])
  const colours = useLayerColours(css, isShown)
  const { snap, onPointer } = usePointer(facts, isShown)
  const shift = useShiftKey()
  const toggle = useCallback(() => {
    show({ measured: useDrawings.getState().measured === null ? [] : null })
  }, [show])
  useCommands(
    'drawing-measure',
    useMemo(
      () => [{ id: 'measure', title: words.measure, group: words.group, keys: 'M', run: toggle }],
      [toggle],
    ),
  )
  const bounds = facts.packed.bounds ?? { minXMm: -50, minYMm: -50, maxXMm: 50, maxYMm: 50 }
  return (
    <Viewport
      key={open.drawing.sha256}
      label={words.canvas}
      bounds={bounds}
      margin={MARGIN}
      unit={unit}
      target={target}
      picture={(view, size) => (
        <LinesCanvas packed={facts.packed} view={view} size={size} colours={colours} />
      )}
      drawing={(view) => (
        // paths are written Y down, as files want them; the canvas runs Y up
        <g transform="scale(1 -1)">
          <LitPath facts={facts} path={hovered} look="hovered" />
          <LitPath facts={facts} path={other} look="other" />
          <LitPath facts={facts} path={chosen} look="chosen" />
          {slicing !== null && <SliceLines slicing={slicing} scalePxPerMm={view.scalePxPerMm} />}
        </g>
      )}
      overlay={(view) => (
        <>
          <CentreMark centre={open.drawing.choices.centre} view={view} />
          {measured !== null && <Measure places={measured} snap={snap} view={view} />}
          {snap !== null && <SnapMark snap={snap} view={view} />}
        </>
      )}
      onPointer={(what, at, view) => {
        onPointer(what, at, view, shift.current)
      }}
      tools={() => (
        <IconButton
          label={`${words.measure} (M)`}
          aria-pressed={measured !== null}
          className={measured === null ? '' : 'tool-on'}
          onClick={toggle}
        >
          <Ruler size={18} aria-hidden="true" />
        </IconButton>
      )}
    >
      {measured?.length === 0 && <p className="canvas-hint">{words.measureHint}</p>}
    </Viewport>
  )
}
