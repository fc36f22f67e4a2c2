import {
  Brush,
  FlipHorizontal2,
  FlipVertical2,
  Grid3x3,
  type LucideIcon,
  PaintBucket,
  Pipette,
  Repeat2,
  RotateCw,
  Slash,
  Square,
  SquareDashedMousePointer,
  SquareSplitHorizontal,
  SquareSplitVertical,
} from 'lucide-react'
import { UndoButtons } from '../../session/UndoButtons.tsx'
import { usePlan } from '../../session/plan.store.ts'
import { IconButton } from '../../ui/Button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { arrange, repeatTile } from './pattern-actions.ts'
import { TOOLS, type Tool, usePattern } from './pattern.store.ts'
import { patternStrings as words } from './pattern.strings.ts'

const ICONS: Readonly<Record<Tool, LucideIcon>> = {
  paint: Brush,
  line: Slash,
  rectangle: Square,
  block: Square,
  fill: PaintBucket,
  pick: Pipette,
  select: SquareDashedMousePointer,
}

function ToolButtons() {
  const chosen = usePattern((state) => state.tool)
  const change = usePattern((state) => state.change)
  return (
    <div className="tool-group" role="radiogroup" aria-label={words.tools.label}>
      {TOOLS.map((tool) => {
        const Icon = ICONS[tool]
        return (
          <IconButton
            key={tool}
            role="radio"
            aria-checked={tool === chosen}
            label={`${words.tools[tool]} (${words.toolKeys[tool]})`}
            className={classNames(tool === chosen && 'tool-on')}
            onClick={() => {
              change({ tool })
            }}
          >
            <Icon size={18} aria-hidden="true" fill={tool === 'block' ? 'currentColor' : 'none'} />
          </IconButton>
        )
      })}
    </div>
  )
}

function Toggle(props: { label: string; on: boolean; icon: LucideIcon; onToggle: () => void }) {
  const { label, on, icon: Icon, onToggle } = props
  return (
    <IconButton
      label={label}
      aria-pressed={on}
      className={classNames(on && 'tool-on')}
      onClick={onToggle}
    >
      <Icon size={18} aria-hidden="true" />
    </IconButton>
  )
}

function SymmetryButtons() {
  const symmetry = usePattern((state) => state.symmetry)
  const showGrid = usePattern((state) => state.showGrid)
  const change = usePattern((state) => state.change)
  return (
    <div className="tool-group" role="group" aria-label={words.symmetry}>
      <Toggle
        label={`${words.leftRight} (X)`}
        on={symmetry.leftRight}
        icon={SquareSplitHorizontal}
        onToggle={() => {
          change({ symmetry: { ...symmetry, leftRight: !symmetry.leftRight } })
        }}
      />
      <Toggle
        label={`${words.inOut} (Y)`}
        on={symmetry.inOut}
        icon={SquareSplitVertical}
        onToggle={() => {
          change({ symmetry: { ...symmetry, inOut: !symmetry.inOut } })
        }}
      />
      <Toggle
        label={`${words.showGrid} (#)`}
        on={showGrid}
        icon={Grid3x3}
        onToggle={() => {
          change({ showGrid: !showGrid })
        }}
      />
    </div>
  )
}

const ARRANGEMENTS = [
  { way: 'mirrorLeftRight', icon: FlipHorizontal2 },
  { way: 'mirrorInOut', icon: FlipVertical2 },
  { way: 'quarterTurn', icon: RotateCw },
] as const

/** Tools, symmetry, arranging and undo, above the matrix. */
export function MatrixToolbar() {
  const history = usePlan((state) => state.history)
  const undo = usePlan((state) => state.undo)
  const redo = usePlan((state) => state.redo)
  return (
    <div className="matrix-toolbar" role="toolbar" aria-label={words.title}>
      <ToolButtons />
      <SymmetryButtons />
      <div className="tool-group" role="group" aria-label={words.arrange}>
        {ARRANGEMENTS.map(({ way, icon: Icon }) => (
          <IconButton
            key={way}
            label={words[way]}
            onClick={() => {
              arrange(way)
            }}
          >
            <Icon size={18} aria-hidden="true" />
          </IconButton>
        ))}
        <IconButton label={words.repeat} onClick={repeatTile}>
          <Repeat2 size={18} aria-hidden="true" />
        </IconButton>
      </div>
      <div className="tool-group tool-group-end">
        <UndoButtons history={history} undo={undo} redo={redo} />
      </div>
    </div>
  )
}
