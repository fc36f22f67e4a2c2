import { Minus, Plus, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { useMachine } from '../../../session/machine.store.ts'
import { IconButton } from '../../../ui/Button.tsx'
import { Segmented } from '../../../ui/Choice.tsx'
import { byHand } from '../by-hand.ts'
import { overrideStrings as words } from './override.strings.ts'
import {
  insideRange,
  nearestRapid,
  overrideViews,
  type OverrideName,
  type OverrideView,
} from './override.view-model.ts'

function ask(name: 'feed' | 'spindle', percent: number): void {
  const wanted = insideRange(percent)
  void byHand(
    name === 'feed'
      ? { kind: 'setOverrides', feedPercent: wanted }
      : { kind: 'setOverrides', spindlePercent: wanted },
  )
}

function Told({ name, view, shown }: { name: OverrideName; view: OverrideView; shown: number }) {
  return (
    <span className="override-told">
      <strong>{words[name]}</strong>
      <span className="override-value">{words.percent(shown)}</span>
      {view.actual !== shown && <span className="caption">{words.onTheWay(view.actual)}</span>}
    </span>
  )
}

function Slider({ name, view }: { name: 'feed' | 'spindle'; view: OverrideView }) {
  // While the finger is on it the slider is the person's; then it is the controller's.
  const [dragged, setDragged] = useState<number | null>(null)
  const shown = dragged ?? view.target
  const settle = () => {
    if (dragged !== null) ask(name, dragged)
    setDragged(null)
  }
  return (
    <div className="override">
      <Told name={name} view={view} shown={shown} />
      <div className="override-keys">
        <IconButton
          label={words.minus(words[name])}
          onClick={() => {
            ask(name, view.target - 10)
          }}
        >
          <Minus size={18} aria-hidden="true" />
        </IconButton>
        <input
          type="range"
          min={10}
          max={200}
          step={1}
          value={shown}
          aria-label={words[name]}
          aria-valuetext={words.percent(shown)}
          onChange={(event) => {
            setDragged(Number(event.target.value))
          }}
          onPointerUp={settle}
          onKeyUp={settle}
          onBlur={settle}
        />
        <IconButton
          label={words.plus(words[name])}
          onClick={() => {
            ask(name, view.target + 10)
          }}
        >
          <Plus size={18} aria-hidden="true" />
        </IconButton>
        <IconButton
          label={`${words[name]}: ${words.reset}`}
          disabled={view.target === 100}
          onClick={() => {
            ask(name, 100)
          }}
        >
          <RotateCcw size={16} aria-hidden="true" />
        </IconButton>
      </div>
    </div>
  )
}

function Rapid({ view }: { view: OverrideView }) {
  return (
    <div className="override override-rapid">
      <Told name="rapid" view={view} shown={view.target} />
      <Segmented
        label={words.rapid}
        value={String(nearestRapid(view.target))}
        options={['25', '50', '100'].map((value) => ({ value, label: `${value} %` }))}
        onChange={(value) =>
          void byHand({ kind: 'setOverrides', rapidPercent: nearestRapid(Number(value)) })
        }
      />
    </div>
  )
}

/** Feed, rapid and spindle against the program: what is asked for, and what the controller says it does. */
export function OverridePanel() {
  const snapshot = useMachine((state) => state.snapshot)
  const views = overrideViews(snapshot)
  return (
    <section className="overrides" aria-label={words.title}>
      {views === null ? (
        <p className="caption">{words.unknown}</p>
      ) : (
        <>
          <Slider name="feed" view={views.feed} />
          <Slider name="spindle" view={views.spindle} />
          <Rapid view={views.rapid} />
        </>
      )}
    </section>
  )
}
