import { useMemo } from 'react'
import type { Plan, Ring } from '#core/rosette/plan.schema.ts'
import { solveRosette } from '#core/rosette/solve-rosette.ts'
import { type Command, useCommands } from '../../session/commands.store.ts'
import { useUnits } from '../../session/settings.store.ts'
import { Segmented } from '../../ui/Choice.tsx'
import { AsBuiltPanel } from './AsBuiltPanel.tsx'
import { BoughtPanel } from './BoughtPanel.tsx'
import { type DockTab, useRosette } from './rosette.store.ts'
import { rosetteStrings } from './rosette.strings.ts'
import { canSolve, liveNumbers } from './rosette.view-model.ts'
import { solutionStrings as words } from './solution.strings.ts'
import { SolutionPanel } from './SolutionPanel.tsx'

const TABS = (['numbers', 'solution', 'as-built', 'bought'] as const).map((value) => ({
  value,
  label: words.tabs[value],
}))

/** Every tab in the palette, for whoever works by keyboard. */
const COMMANDS: readonly Command[] = TABS.map(({ value, label }) => ({
  id: `dock-${value}`,
  title: words.show(label),
  group: words.group,
  run: () => {
    useRosette.getState().showDock(value)
  },
}))

interface DockProps {
  readonly plan: Plan
  readonly ring: Ring
}

function Numbers({ plan, ring }: DockProps) {
  const unit = useUnits()
  const numbers = liveNumbers(plan, ring.id, unit)
  if (numbers === null) return <p className="muted">{rosetteStrings.cannotSolve}</p>
  return (
    <dl className="numbers">
      {numbers.map((number) => (
        <div key={number.id}>
          <dt>{number.label}</dt>
          <dd className={number.unknown ? 'number-unknown' : undefined}>{number.text}</dd>
        </div>
      ))}
    </dl>
  )
}

function Solution({ plan, ring }: DockProps) {
  const solution = useMemo(
    () =>
      canSolve(plan)
        ? solveRosette(plan).rings.find((solved) => solved.ring.id === ring.id)
        : undefined,
    [plan, ring.id],
  )
  if (ring.kind !== 'tile') return <p className="muted">{words.notTiles}</p>
  if (solution === undefined) return <p className="muted">{rosetteStrings.cannotSolve}</p>
  return <SolutionPanel plan={plan} ring={ring} solution={solution} />
}

function DockBody({ plan, ring, tab }: DockProps & { readonly tab: DockTab }) {
  switch (tab) {
    case 'numbers':
      return <Numbers plan={plan} ring={ring} />
    case 'solution':
      return <Solution plan={plan} ring={ring} />
    case 'as-built':
      if (ring.kind !== 'tile') return <p className="muted">{words.notTilesBuilt}</p>
      if (!canSolve(plan)) return <p className="muted">{rosetteStrings.cannotSolve}</p>
      return <AsBuiltPanel plan={plan} ring={ring} />
    case 'bought':
      if (ring.kind !== 'bought') return <p className="muted">{words.notBought}</p>
      return <BoughtPanel plan={plan} ring={ring} />
  }
}

/** What follows from the numbers of the ring in focus, under the drawing. */
export function Dock({ plan, ring }: { plan: Plan; ring: Ring | null }) {
  const tab = useRosette((state) => state.dock)
  const showDock = useRosette((state) => state.showDock)
  useCommands('rosette-dock', COMMANDS)
  if (ring === null) return null
  return (
    <section
      className={tab === 'numbers' ? 'panel dock' : 'panel dock dock-sheet'}
      aria-label={words.dock}
    >
      <header className="dock-head">
        <Segmented label={words.dock} value={tab} options={TABS} onChange={showDock} />
        <span className="muted">{ring.name}</span>
      </header>
      <div className="dock-body">
        <DockBody plan={plan} ring={ring} tab={tab} />
      </div>
    </section>
  )
}
