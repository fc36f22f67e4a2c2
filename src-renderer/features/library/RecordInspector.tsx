import { useState } from 'react'
import type { ShopRecord } from '#core/library/shop-records.schema.ts'
import { countQuantity, decimalQuantity, lengthQuantity } from '../../session/quantities.ts'
import { useLibrary } from '../../session/library.store.ts'
import { useUnits } from '../../session/settings.store.ts'
import { Button } from '../../ui/Button.tsx'
import { SelectField, TextField } from '../../ui/Choice.tsx'
import { HelpPopover } from '../../ui/HelpPopover.tsx'
import type { Quantity } from '../../ui/quantity.ts'
import { UnitField } from '../../ui/UnitField.tsx'
import { recordFieldStrings, type RecordFieldWords } from './field-help.strings.ts'
import { libraryStrings } from './library.strings.ts'
import { useLibraryPage } from './library-page.store.ts'
import { originOf, valueAt, withValueAt } from './library.view-model.ts'
import {
  type ChoiceField,
  type NumberField,
  type NumberKind,
  RECORD_FIELDS,
  type RecordField,
  type WordsField,
} from './record-fields.ts'

const words = libraryStrings

function useQuantity(kind: NumberKind): Quantity {
  const unit = useUnits()
  switch (kind) {
    case 'length':
      return lengthQuantity({ unit, precision: 'fine' })
    case 'feed':
      return lengthQuantity({ unit, perMinute: true })
    case 'rpm':
      return countQuantity('rpm')
    case 'count':
      return countQuantity()
    case 'acceleration':
      return countQuantity('mm/s²')
    case 'density':
      return countQuantity('kg/m³')
    case 'percent':
      return decimalQuantity({ suffix: '%', digits: 3, shownPerStored: 100 })
    case 'factor':
      return decimalQuantity({ suffix: '', digits: 2 })
    case 'seconds':
      return decimalQuantity({ suffix: 's', digits: 1 })
  }
}

function keep(shop: ShopRecord, { path }: RecordField, value: unknown): void {
  void useLibraryPage.getState().change(withValueAt(shop, path, value))
}

function helpOf({ field }: RecordField) {
  const { label, ...help }: RecordFieldWords = recordFieldStrings[field]
  return <HelpPopover labels={words.help} content={{ title: label, ...help }} />
}

function NumberRow({ shop, field }: { shop: ShopRecord; field: NumberField }) {
  const quantity = useQuantity(field.kind)
  const value = valueAt(shop, field.path)
  return (
    <UnitField
      label={recordFieldStrings[field.field].label}
      value={typeof value === 'number' ? value : null}
      quantity={quantity}
      range={field.range}
      step={field.step}
      labels={words.field}
      onCommit={(next) => {
        keep(shop, field, next)
      }}
      {...(field.optional && {
        onClear: () => {
          keep(shop, field, null)
        },
      })}
      help={helpOf(field)}
    />
  )
}

/** Words are kept when the field is left, so that every letter is not a change of its own. */
function WordsRow({ shop, field }: { shop: ShopRecord; field: WordsField }) {
  const kept = valueAt(shop, field.path)
  const [typed, setTyped] = useState<string | null>(null)
  const value = typed ?? (typeof kept === 'string' ? kept : '')
  const isEmpty = field.required && value.trim() === ''
  return (
    <div
      onBlur={() => {
        if (typed !== null && !isEmpty && typed.trim() !== kept) keep(shop, field, typed.trim())
        setTyped(null)
      }}
    >
      <TextField
        label={recordFieldStrings[field.field].label}
        value={value}
        maxLength={field.maxLength}
        lines={field.lines}
        {...(isEmpty && { hint: words.refusedName })}
        onChange={setTyped}
      />
    </div>
  )
}

function ChoiceRow({ shop, field }: { shop: ShopRecord; field: ChoiceField }) {
  const names = words.choices[field.words] ?? {}
  return (
    <SelectField
      label={recordFieldStrings[field.field].label}
      value={String(valueAt(shop, field.path))}
      options={field.values.map((value) => ({
        value: String(value),
        label: names[String(value)] ?? String(value),
      }))}
      onChange={(chosen) => {
        const value = field.values.find((candidate) => String(candidate) === chosen)
        if (value !== undefined) keep(shop, field, value)
      }}
      help={helpOf(field)}
    />
  )
}

function ColourRow({ shop, field }: { shop: ShopRecord; field: RecordField }) {
  const value = valueAt(shop, field.path)
  const { label } = recordFieldStrings[field.field]
  return (
    <label className="library-colour">
      <span>{label}</span>
      <input
        type="color"
        value={typeof value === 'string' ? value : '#000000'}
        onChange={(event) => {
          keep(shop, field, event.target.value)
        }}
      />
    </label>
  )
}

function FieldRow({ shop, field }: { shop: ShopRecord; field: RecordField }) {
  switch (field.type) {
    case 'number':
      return <NumberRow shop={shop} field={field} />
    case 'words':
      return <WordsRow shop={shop} field={field} />
    case 'choice':
      return <ChoiceRow shop={shop} field={field} />
    case 'colour':
      return <ColourRow shop={shop} field={field} />
  }
}

/** The numbers of a record, each with what it means; a change is kept by itself and can be undone. */
export function RecordInspector({ shop }: { shop: ShopRecord }) {
  const view = useLibrary()
  const { copy, remove } = useLibraryPage.getState()
  const origin = originOf(view, shop)
  return (
    <>
      <div className="bench-scroll library-inspector">
        <h2>{shop.record.name}</h2>
        <p className="muted">{words.originLead[origin]}</p>
        <div className="fields">
          {RECORD_FIELDS[shop.kind].map((field) => (
            <FieldRow key={field.field} shop={shop} field={field} />
          ))}
        </div>
      </div>
      <div className="bench-foot library-actions">
        <Button onClick={() => void copy(shop)}>{words.copy}</Button>
        {origin !== 'shipped' && (
          <Button onClick={() => void remove(shop)}>
            {origin === 'changed' ? words.back : words.remove}
          </Button>
        )}
      </div>
    </>
  )
}
