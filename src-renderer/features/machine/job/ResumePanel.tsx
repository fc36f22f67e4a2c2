import { CircleAlert, CircleCheck, Play } from 'lucide-react'
import { useState } from 'react'
import type { ResumePreview } from '#core/grbl/job/recovery.ts'
import { formatDecimal } from '#core/units/format-length.ts'
import { countQuantity, lengthQuantity } from '../../../session/quantities.ts'
import { useMachine } from '../../../session/machine.store.ts'
import { useUnits } from '../../../session/settings.store.ts'
import { formatClock } from '../../../session/time-text.ts'
import { Button } from '../../../ui/Button.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { Skeleton } from '../../../ui/States.tsx'
import { UnitField } from '../../../ui/UnitField.tsx'
import { machineStrings } from '../machine.strings.ts'
import { jobStrings } from './job.strings.ts'
import { type ResumeTicks, useResume } from './resume.store.ts'

const words = jobStrings.resume
const whole = (value: number) => formatDecimal(value, 0)
const LINE_RANGE = { min: 1, max: 20_000_000 }
const HEIGHT_RANGE = { min: 0.5, max: 200 }
const TICKS = [
  'positionIsTrue',
  'toolFitted',
  'preambleRead',
] as const satisfies readonly (keyof ResumeTicks)[]

function Fields({ line }: { line: number }) {
  const unit = useUnits()
  const change = useResume((state) => state.change)
  const clearanceZMm = useResume((state) => state.clearanceZMm)
  const shownMm = useResume((state) =>
    state.preview.state === 'ready' ? state.preview.value.clearanceZMm : null,
  )
  return (
    <>
      <UnitField
        label={words.line}
        value={line}
        quantity={countQuantity()}
        range={LINE_RANGE}
        step={1}
        labels={machineStrings.field}
        note={words.lineNote}
        onCommit={(value) => {
          change({ line: value })
        }}
      />
      <UnitField
        label={words.clearance}
        value={clearanceZMm ?? shownMm}
        quantity={lengthQuantity({ unit })}
        range={HEIGHT_RANGE}
        step={1}
        labels={machineStrings.field}
        note={words.clearanceNote}
        onCommit={(value) => {
          change({ clearanceZMm: value })
        }}
      />
    </>
  )
}

function Conditions({ preview }: { preview: ResumePreview }) {
  return (
    <ul className="gate-rows">
      {preview.conditions.map((condition) => (
        <li key={condition.code} className={`gate-row gate-${condition.met ? 'ok' : 'warn'}`}>
          {condition.met ? (
            <CircleCheck size={18} aria-label={jobStrings.verdicts.ok} />
          ) : (
            <CircleAlert size={18} aria-label={jobStrings.verdicts.warn} />
          )}
          <span>{condition.sentence}</span>
        </li>
      ))}
    </ul>
  )
}

function Preamble({ preview }: { preview: ResumePreview }) {
  return (
    <>
      <h3>{words.preamble}</h3>
      <ol className="preamble">
        {preview.preamble.map((line, index) => (
          <li key={index}>
            <code>{line.text}</code>
            <span className="caption">{line.meaning}</span>
          </li>
        ))}
      </ol>
      <h3>{words.then}</h3>
      <ol className="preamble">
        {preview.firstLines.map((line) => (
          <li key={line.sourceLine}>
            <code>{line.text}</code>
            <span className="caption">{whole(line.sourceLine)}</span>
          </li>
        ))}
      </ol>
    </>
  )
}

function Preview({ preview }: { preview: ResumePreview }) {
  const { ticks, tick, go } = useResume()
  const [starting, setStarting] = useState(false)
  const ready = useMachine((state) => state.snapshot?.engineState === 'ready')
  const from = whole(preview.fromSourceLine)
  const allTicked = TICKS.every((which) => ticks[which])
  return (
    <>
      <p>
        {preview.askedSourceLine === preview.fromSourceLine
          ? words.same(from)
          : words.moved(whole(preview.askedSourceLine), from)}
      </p>
      {preview.secondsLeft !== null && (
        <p className="caption">{words.left(formatClock(preview.secondsLeft))}</p>
      )}
      {preview.spindleRpm > 0 && (
        <p className="caption">{words.spindle(whole(preview.spindleRpm))}</p>
      )}
      <Conditions preview={preview} />
      <Preamble preview={preview} />
      {preview.refusal !== null && (
        <p className="room-problem" role="alert">
          {preview.refusal}
        </p>
      )}
      {preview.refusal === null &&
        TICKS.map((which) => (
          <label key={which} className="check">
            <input
              type="checkbox"
              checked={ticks[which]}
              onChange={(event) => {
                tick(which, event.target.checked)
              }}
            />
            {words.ticks[which]}
          </label>
        ))}
      {!ready && <p className="caption">{jobStrings.needsReady}</p>}
      <Button
        look="primary"
        size="cut"
        icon={<Play size={20} />}
        disabled={preview.refusal !== null || !allTicked || !ready || starting}
        onClick={() => {
          setStarting(true)
          void go().finally(() => {
            setStarting(false)
          })
        }}
      >
        {words.go}
      </Button>
    </>
  )
}

/** Going on from a line: what is sent first, line by line, before anything moves. */
export function ResumePanel() {
  const { wish, preview, close, look } = useResume()
  if (wish === null) return null
  return (
    <Panel
      title={words.title}
      className="setup"
      actions={
        <Button size="small" onClick={close}>
          {words.close}
        </Button>
      }
    >
      <Fields line={wish.line} />
      {preview.state === 'idle' && <Button onClick={() => void look()}>{words.preview}</Button>}
      {preview.state === 'loading' && <Skeleton label={words.reading} lines={4} />}
      {preview.state === 'failed' && (
        <div role="alert">
          <p>{preview.problem.message}</p>
          <p className="muted">{preview.problem.remedy}</p>
        </div>
      )}
      {preview.state === 'ready' && <Preview preview={preview.value} />}
    </Panel>
  )
}
