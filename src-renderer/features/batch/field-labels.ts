import type { UnitFieldLabels } from '../../ui/UnitField.tsx'

/** What a field of this page says of its range. */
export const fieldLabels: UnitFieldLabels = {
  notMeasured: '',
  below: (value, limit) => `${value} is below the smallest allowed here, ${limit}.`,
  above: (value, limit) => `${value} is above the largest allowed here, ${limit}.`,
  range: (min, max) => `${min} to ${max}`,
}
