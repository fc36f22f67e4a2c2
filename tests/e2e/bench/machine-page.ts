import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Locator, type Page } from '@playwright/test'

const ROUND = ['X20', 'Y20', 'X0', 'Y0'].map((word) => `G1 ${word} F600`)

/** A square of 20 mm, cut twenty times round: more lines than a controller takes ahead. */
export const SQUARE = [
  'G21 G90 G94 G17',
  'G0 Z5',
  'G0 X0 Y0',
  'M3 S10000',
  'G4 P3',
  'G1 Z-0.5 F300',
  ...Array.from({ length: 20 }, () => ROUND).flat(),
  'G0 Z5',
  'M5',
  'M30',
  '',
].join('\n')

/** Opens the Machine page, and there a layout and one of its parts. */
export async function layout(page: Page, name: string, part?: string): Promise<void> {
  const nav = page.getByRole('navigation', { name: 'Layouts' })
  await nav
    .getByRole('radiogroup', { name: 'Layouts' })
    .getByRole('radio', { name, exact: true })
    .click()
  if (part === undefined) return
  await nav
    .getByRole('radiogroup', { name, exact: true })
    .getByRole('radio', { name: part, exact: true })
    .click()
}

/** Goes to the Machine page. */
export async function toMachine(page: Page): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name: 'Machine' }).click()
}

/** The state word of the machine. */
export function state(page: Page, word: string): Locator {
  return page.locator('.machine-state').filter({ hasText: word })
}

/** Connects to a virtual controller with the given address, and waits until it is ready. */
export async function connect(page: Page, uri: string): Promise<void> {
  if (uri === 'virtual:') await page.getByRole('radio', { name: /virtual controller/ }).check()
  else {
    await page.getByRole('radio', { name: /controller at an address/ }).check()
    await page.getByRole('textbox', { name: 'Address' }).fill(uri)
  }
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await expect(state(page, 'Ready')).toBeVisible()
}

/** Opens a G-code file from the screen; it becomes a run and is set up. */
export async function openProgram(page: Page, name: string, text: string): Promise<void> {
  const path = join(mkdtempSync(join(tmpdir(), 'rmos-program-')), name)
  writeFileSync(path, text)
  await page.locator('input[type=file][accept*=".nc"]').setInputFiles(path)
  const chosen = page.getByRole('list', { name: 'Program' }).getByText(name)
  // The file is checked in a process of its own, which has to be started first.
  await expect(chosen).toBeVisible({ timeout: 45_000 })
}

/** Ticks whatever has to be ticked before a start, once the gate has answered. */
export async function tickAll(page: Page): Promise<void> {
  const side = page.locator('.bench-side')
  await expect(side.getByText(/points are right/)).toBeVisible()
  for (const check of await side.getByRole('checkbox').all()) await check.check()
}

/** Work position of an axis as the large read-out shows it. */
export function axis(page: Page, name: 'X' | 'Y' | 'Z'): Locator {
  return page.locator(`.dro dd[data-axis="${name}"]`)
}
