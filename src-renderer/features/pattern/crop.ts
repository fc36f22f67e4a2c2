import type { Crop } from './picture-messages.ts'

/** Least share of a side that a crop keeps. */
const LEAST_SHARE = 0.02

function within(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value))
}

/** A crop held inside the picture and never smaller than a fiftieth of a side. */
export function heldCrop(crop: Crop): Crop {
  const width = within(crop.width, LEAST_SHARE, 1)
  const height = within(crop.height, LEAST_SHARE, 1)
  return {
    width,
    height,
    left: within(crop.left, 0, 1 - width),
    top: within(crop.top, 0, 1 - height),
  }
}

/** The crop two corners span, as shares of the picture. */
export function cropBetween(
  from: { readonly x: number; readonly y: number },
  to: { readonly x: number; readonly y: number },
): Crop {
  const x = [within(from.x, 0, 1), within(to.x, 0, 1)] as const
  const y = [within(from.y, 0, 1), within(to.y, 0, 1)] as const
  return heldCrop({
    left: Math.min(...x),
    top: Math.min(...y),
    width: Math.abs(x[0] - x[1]),
    height: Math.abs(y[0] - y[1]),
  })
}

/** The crop moved, or made larger or smaller, by shares of the picture. */
export function nudgedCrop(crop: Crop, by: { x: number; y: number }, sizing: boolean): Crop {
  return heldCrop(
    sizing
      ? { ...crop, width: crop.width + by.x, height: crop.height + by.y }
      : { ...crop, left: crop.left + by.x, top: crop.top + by.y },
  )
}

/**
 * The largest crop about the same middle that has the tile's shape: as wide to high in pixels as the tile is
 * in millimetres, so that the picture is not stretched.
 */
export function cropOfShape(
  crop: Crop,
  picture: { readonly widthPx: number; readonly heightPx: number },
  widthByHeight: number,
): Crop {
  const wide = (widthByHeight * picture.heightPx) / picture.widthPx
  const height = Math.min(crop.height, crop.width / wide)
  const width = height * wide
  return heldCrop({
    left: crop.left + (crop.width - width) / 2,
    top: crop.top + (crop.height - height) / 2,
    width,
    height,
  })
}
