import { Download, Send } from 'lucide-react'
import { useEffect, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import type { ConsoleEntry } from '#core/grbl/console/console-entry.ts'
import { formatDecimal } from '#core/units/format-length.ts'
import { isConnected, useMachine } from '../../../session/machine.store.ts'
import { Button } from '../../../ui/Button.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { Dialog } from '../../../ui/Dialog.tsx'
import { followConsole, useConsole } from './console.store.ts'
import { consoleStrings as words } from './console.strings.ts'
import { clockText, FILTERS, shownEntries, visibleRange } from './console.view-model.ts'

const ROW_PX = 24

function Row({ entry, topPx }: { entry: ConsoleEntry; topPx: number }) {
  return (
    <li className={`console-row console-${entry.source}`} style={{ top: topPx }}>
      <span className="console-clock">{clockText(entry.atUtcMs)}</span>
      <span className="console-source">{words.sources[entry.source]}</span>
      <code title={entry.text}>{entry.text}</code>
      {entry.explanation !== null && (
        <span className="console-why" title={entry.explanation}>
          {entry.explanation}
        </span>
      )}
    </li>
  )
}

/** Only the rows in sight are in the page; the newest stays in sight while nobody scrolls up. */
function Log({ entries }: { entries: readonly ConsoleEntry[] }) {
  const ref = useRef<HTMLDivElement>(null)
  const [view, setView] = useState({ scrollTopPx: 0, heightPx: 400 })
  const [following, setFollowing] = useState(true)
  const look = () => {
    const box = ref.current
    if (box === null) return
    setView({ scrollTopPx: box.scrollTop, heightPx: box.clientHeight })
  }
  useLayoutEffect(() => {
    const box = ref.current
    if (box !== null && following) box.scrollTop = box.scrollHeight
    look()
  }, [entries, following])
  const { first, end } = visibleRange({ ...view, rowPx: ROW_PX, count: entries.length })
  return (
    <>
      <div
        ref={ref}
        className="console-log"
        role="log"
        aria-label={words.log}
        tabIndex={0}
        onScroll={() => {
          const box = ref.current
          if (box !== null) {
            setFollowing(box.scrollTop + box.clientHeight >= box.scrollHeight - ROW_PX)
          }
          look()
        }}
      >
        {entries.length === 0 && <p className="muted console-empty">{words.empty}</p>}
        <ol style={{ height: entries.length * ROW_PX }}>
          {entries.slice(first, end).map((entry, index) => (
            <Row key={entry.sequence} entry={entry} topPx={(first + index) * ROW_PX} />
          ))}
        </ol>
      </div>
      {!following && (
        <Button
          size="small"
          className="console-follow"
          onClick={() => {
            setFollowing(true)
          }}
        >
          {words.follow}
        </Button>
      )}
    </>
  )
}

/** Arrow keys bring back what was sent. */
function useHistoryKeys(onEnter: () => void) {
  const sent = useConsole((state) => state.sent)
  const type = useConsole((state) => state.type)
  const [back, setBack] = useState(0)
  return (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter') {
      setBack(0)
      onEnter()
      return
    }
    const step = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0
    if (step === 0) return
    event.preventDefault()
    const next = Math.max(0, Math.min(sent.length, back + step))
    setBack(next)
    type(next === 0 ? '' : (sent[sent.length - next] ?? ''))
  }
}

function Prompt() {
  const connected = useMachine((state) => isConnected(state.snapshot))
  const { line, verdict, type, judge, send } = useConsole()
  const [asking, setAsking] = useState<string | null>(null)
  const go = async () => {
    const judged = await judge()
    if (judged?.kind !== 'send') return
    if (judged.startsMotion) setAsking(judged.text)
    else await send(false)
  }
  const onKeyDown = useHistoryKeys(() => void go())
  return (
    <>
      <div className="console-prompt">
        <input
          type="text"
          className="console-input"
          aria-label={words.input}
          placeholder={words.placeholder}
          value={line}
          maxLength={500}
          autoComplete="off"
          spellCheck={false}
          disabled={!connected}
          onChange={(event) => {
            type(event.target.value)
          }}
          onKeyDown={onKeyDown}
        />
        <Button
          look="primary"
          size="cut"
          icon={<Send size={18} />}
          disabled={!connected || line.trim() === ''}
          onClick={() => void go()}
        >
          {words.send}
        </Button>
      </div>
      {verdict?.kind === 'refused' && (
        <p className="room-problem" role="alert">
          {verdict.sentence} {verdict.remedy}
        </p>
      )}
      {verdict?.kind === 'send' && verdict.writesMemory && (
        <p className="caption">{words.memory}</p>
      )}
      {asking !== null && (
        <Dialog
          title={words.motionTitle}
          confirmLabel={words.send}
          cancelLabel={words.cancel}
          onCancel={() => {
            setAsking(null)
          }}
          onConfirm={() => {
            setAsking(null)
            void send(true)
          }}
        >
          <p>{words.motionText(asking)}</p>
        </Dialog>
      )}
    </>
  )
}

/** What was said on the wire, and a line to say something. */
export function ConsoleTab() {
  const entries = useConsole((state) => state.entries)
  const hidden = useConsole((state) => state.hidden)
  const toggle = useConsole((state) => state.toggle)
  const saveTraffic = useConsole((state) => state.saveTraffic)
  useEffect(() => followConsole(), [])
  const shown = useMemo(() => shownEntries(entries, hidden), [entries, hidden])
  return (
    <section className="console" aria-label={words.title}>
      <div className="console-tools">
        <span className="caption">{words.filters}</span>
        {FILTERS.map((filter) => (
          <button
            key={filter}
            type="button"
            aria-pressed={!hidden.has(filter)}
            className={classNames('chip', !hidden.has(filter) && 'chip-on')}
            onClick={() => {
              toggle(filter)
            }}
          >
            {words.filter[filter]}
          </button>
        ))}
        <span className="console-room caption">{words.kept(formatDecimal(5000, 0))}</span>
        <Button
          size="small"
          icon={<Download size={14} />}
          title={words.trafficHint}
          onClick={() => void saveTraffic()}
        >
          {words.traffic}
        </Button>
      </div>
      <Log entries={shown} />
      <Prompt />
    </section>
  )
}
