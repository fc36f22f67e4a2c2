import { useEffect, useMemo, useState } from 'react'
import type { Bounds2 } from '#core/geometry/bounds.ts'
import { formatLength } from '#core/units/format-length.ts'
import type { LengthUnit } from '#core/units/parse-length.ts'
import '../drawing-3d/drawing-3d.css'
import type { Stage } from '../drawing-3d/stage.ts'
import { type StageFailure, turnByKeys, useStage } from '../drawing-3d/use-stage.ts'
import { useThemeColours } from '../drawing-3d/use-theme-colours.ts'
import { type Trace, toolAt } from '../drawing/toolpath-trace.ts'
import { Segmented } from '../ui/Choice.tsx'
import { Progress } from '../ui/States.tsx'
import { type CutPath, cutPathOf } from './cut-path.ts'
import type { ColourBy } from './path-lines.ts'
import './stock-3d.css'
import { stock3dStrings as words } from './stock-3d.strings.ts'
import { readStockColours } from './stock-colours.ts'
import { type DrawnTool, stockScene, type StockState } from './stock-scene.ts'
import { StockLegend } from './StockLegend.tsx'
import { type CarvedStock, useCarving } from './use-carving.ts'

/** What a `StockStage` takes. */
export interface StockStageProps {
  readonly trace: Trace
  /** What the program covers from above, mm. */
  readonly bounds: Bounds2
  readonly tool: DrawnTool
  /** Thickness of what is cut, mm. */
  readonly thicknessMm: number
  readonly seconds: number
  readonly unit: LengthUnit
  readonly onFailure: (failure: StageFailure) => void
}

const VIEWS = ['corner', 'above', 'player'] as const
const COLOURS = (['kind', 'feed', 'engagement'] as const).map((value) => ({
  value,
  label: words.colours[value],
}))
/** Cells of the carved block: what a modest card turns at full speed. */
const MOST_CELLS = 250_000
/** Wood that is shown beside the cut, mm. */
const BESIDE_MM = 2

function useCarved({ trace, bounds, tool, seconds }: StockStageProps) {
  const path = useMemo(() => cutPathOf(trace), [trace])
  const carving = useMemo(() => {
    const marginMm = tool.diameterMm / 2 + BESIDE_MM
    const box = {
      minXMm: bounds.minXMm - marginMm,
      minYMm: bounds.minYMm - marginMm,
      maxXMm: bounds.maxXMm + marginMm,
      maxYMm: bounds.maxYMm + marginMm,
    }
    // a slender block is not drawn coarser than a square one
    const areaMm2 = (box.maxXMm - box.minXMm) * (box.maxYMm - box.minYMm)
    const cellMm = Math.sqrt(areaMm2 / MOST_CELLS)
    return { path, box, toolRadiusMm: tool.diameterMm / 2, cellMm }
  }, [path, bounds, tool.diameterMm])
  return { path, stock: useCarving(carving, seconds) }
}

interface SceneParts {
  readonly path: CutPath
  readonly stock: CarvedStock | null
  readonly tool: DrawnTool
  readonly bottomZMm: number
}

function useScene(stage: Stage<StockState> | null, parts: SceneParts): void {
  const { path, stock, tool, bottomZMm } = parts
  const grid = stock?.grid ?? null
  useEffect(() => {
    if (stage === null || grid === null) return
    const made = stockScene({ grid, bottomZMm, path, tool })
    stage.setScene(made)
    stage.lookFrom('corner')
    return () => {
      stage.setScene(null)
      made.dispose()
    }
  }, [stage, grid, bottomZMm, path, tool])
}

/** Where the stock is cut through: a switch, and a slider from the player's side to the neck's. */
function Section({
  bounds,
  value,
  unit,
  onChange,
}: {
  bounds: Bounds2
  value: number | null
  unit: LengthUnit
  onChange: (yMm: number | null) => void
}) {
  return (
    <span className="stock-section">
      <label className="stage-check">
        <input
          type="checkbox"
          checked={value !== null}
          onChange={({ target }) => {
            onChange(target.checked ? (bounds.minYMm + bounds.maxYMm) / 2 : null)
          }}
        />
        {words.section}
      </label>
      {value !== null && (
        <>
          <input
            type="range"
            min={bounds.minYMm}
            max={bounds.maxYMm}
            step="any"
            value={value}
            aria-label={words.sectionAt}
            onChange={({ target }) => {
              onChange(Number(target.value))
            }}
          />
          <span className="stage-number">Y {formatLength(value, unit)}</span>
        </>
      )}
    </span>
  )
}

/** The block of stock in space, carved up to a time, with the path, the tool and a cut through it. */
export function StockStage(props: StockStageProps) {
  const { trace, bounds, tool, thicknessMm, seconds, unit, onFailure } = props
  const { place, stage } = useStage<StockState>(onFailure)
  const [colourBy, setColourBy] = useState<ColourBy>('kind')
  const [sectionYMm, setSection] = useState<number | null>(null)
  const colours = useThemeColours(readStockColours)
  const { path, stock } = useCarved(props)
  useScene(stage, { path, stock, tool, bottomZMm: -thicknessMm })
  const heights = stock?.heights ?? null
  const engagement = stock?.engagement ?? null
  useEffect(() => {
    stage?.show({
      ...{ seconds, heights, engagement, colourBy, sectionYMm, colours },
      tool: toolAt(trace, seconds),
    })
  }, [stage, trace, seconds, heights, engagement, colourBy, sectionYMm, colours])
  return (
    <div className="stage stock-stage" data-pieces={path.count} data-carved={heights !== null}>
      <div
        ref={place}
        className="stage-picture"
        role="group"
        tabIndex={0}
        aria-label={`${words.label}. ${words.help}`}
        onKeyDown={turnByKeys(stage)}
      />
      {stock === null && (
        <div className="stock-carving">
          <Progress label={words.carving} ratio={null} />
        </div>
      )}
      <div className="stage-controls">
        <div className="stage-row">
          <Segmented
            label={words.viewsLabel}
            value=""
            options={VIEWS.map((value) => ({ value, label: words.views[value] }))}
            onChange={(view) => {
              const named = VIEWS.find((candidate) => candidate === view)
              if (named !== undefined) stage?.lookFrom(named)
            }}
          />
          <Segmented
            label={words.colourBy}
            value={colourBy}
            options={COLOURS}
            onChange={setColourBy}
          />
          <Section bounds={bounds} value={sectionYMm} unit={unit} onChange={setSection} />
        </div>
        <StockLegend {...{ trace, colourBy, unit }} fastestMmPerMin={path.fastestMmPerMin} />
      </div>
    </div>
  )
}
