import { Plus, Trash2 } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { isRepeating } from '#core/strips/laminate.ts'
import type { Strip, StripFamily } from '#core/strips/strip-family.schema.ts'
import { formatLength } from '#core/units/format-length.ts'
import { useUnits } from '../../session/settings.store.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { StripFields } from './StripFields.tsx'
import { stripsStrings } from './strips.strings.ts'
import { useStrips } from './strips.store.ts'
import {
  canRemove,
  groupsOf,
  hasRoom,
  stripsIn,
  type StripGroup,
  withMovedStrip,
  withNewStrip,
  withoutStrip,
} from './strips.view-model.ts'

const words = stripsStrings

/** Puts the focus on a row of the list once it is drawn. */
function focusRow(stripId: string): void {
  requestAnimationFrame(() => {
    document.querySelector<HTMLElement>(`[data-strip-row="${stripId}"]`)?.focus()
  })
}

/** The row above or below in all lists. */
function neighbour(row: HTMLElement, by: -1 | 1): HTMLElement | undefined {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-strip-row]')]
  return rows[rows.indexOf(row) + by]
}

function remove(stripId: string): void {
  const { edit, selectStrip } = useStrips.getState()
  edit((family) => withoutStrip(family, stripId))
  selectStrip(null)
}

function onRowKey(event: KeyboardEvent<HTMLButtonElement>, stripId: string): void {
  const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : null
  if (by !== null) {
    event.preventDefault()
    if (event.altKey) {
      useStrips.getState().edit((family) => withMovedStrip(family, stripId, by))
      focusRow(stripId)
    } else neighbour(event.currentTarget, by)?.focus()
  } else if (event.key === 'Delete') {
    event.preventDefault()
    remove(stripId)
  }
}

interface RowProps {
  readonly family: StripFamily
  readonly group: StripGroup
  readonly strip: Strip
  readonly selected: boolean
}

function StripRow({ family, group, strip, selected }: RowProps) {
  const unit = useUnits()
  const selectStrip = useStrips((state) => state.selectStrip)
  const width = strip.widthMm === null ? words.notMeasured : formatLength(strip.widthMm, unit)
  return (
    <li className={selected ? 'strip-row strip-row-on' : 'strip-row'}>
      <div className="strip-row-head">
        <button
          type="button"
          data-strip-row={strip.id}
          aria-expanded={selected}
          aria-label={words.rowLabel(strip.name, width)}
          onClick={() => {
            selectStrip(selected ? null : strip.id)
          }}
          onKeyDown={(event) => {
            onRowKey(event, strip.id)
          }}
        >
          <span className="strip-swatch" style={{ background: strip.colour }} />
          <span className="strip-row-name">{strip.name}</span>
          <span className={strip.widthMm === null ? 'strip-unknown' : 'muted'}>{width}</span>
        </button>
        {selected && canRemove(family, group) && (
          <IconButton
            label={words.remove}
            onClick={() => {
              remove(strip.id)
            }}
          >
            <Trash2 size={16} aria-hidden="true" />
          </IconButton>
        )}
      </div>
      {selected && <StripFields strip={strip} />}
    </li>
  )
}

function groupTitle(family: StripFamily, group: StripGroup): string {
  if (group !== 'strips') return words.groups[group]
  return isRepeating(family.construction) ? words.groups.strips.stacked : words.groups.strips.flat
}

function Group({ family, group }: { family: StripFamily; group: StripGroup }) {
  const selectedStripId = useStrips((state) => state.selectedStripId)
  const title = groupTitle(family, group)
  const strips = stripsIn(family, group)
  const add = () => {
    const { edit, selectStrip } = useStrips.getState()
    const place = { afterId: selectedStripId, name: words.newStripName }
    const added = withNewStrip(family, group, place)
    if (added === null) return
    edit(() => added.family)
    selectStrip(added.stripId)
    focusRow(added.stripId)
  }
  return (
    <section className="strip-group" aria-label={title}>
      <header>
        <h3>{title}</h3>
        {hasRoom(family, group) && (
          <Button
            size="small"
            icon={<Plus size={14} />}
            aria-label={words.addTo(title)}
            onClick={add}
          >
            {words.addStrip}
          </Button>
        )}
      </header>
      {strips.length > 0 && (
        <ul className="strip-rows">
          {strips.map((strip) => (
            <StripRow
              key={strip.id}
              family={family}
              group={group}
              strip={strip}
              selected={strip.id === selectedStripId}
            />
          ))}
        </ul>
      )}
    </section>
  )
}

/** All strips of a family in their order; arrows move the focus, Alt with arrows the strip. */
export function StripList({ family }: { family: StripFamily }) {
  return (
    <>
      {groupsOf(family).map((group) => (
        <Group key={group} family={family} group={group} />
      ))}
      <p className="caption">{words.moveKeys}</p>
    </>
  )
}
