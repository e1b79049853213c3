// What the server is told of a state.
export const altered = ({ arm, corruption, severity, draw }) => ({ arm, corruption, severity, draw });

export const question = now => {
  const { image, rectangles, cells, mode, fill, other } = now;
  return { image, rectangles, cells, mode, fill, other, ...altered(now) };
};

// Addresses of the whole image, and of the one that hidden pixels are taken from.
export const imageAddress = now => `api/image/${now.image}?${new URLSearchParams(altered(now))}`;
export const fillAddress = now =>
  `api/fill/${now.image}?${new URLSearchParams({ fill: now.fill, other: now.other, ...altered(now) })}`;

export const hides = now => now.rectangles.length > 0 || now.cells !== '';

export function loaded(source) {
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.addEventListener('load', () => resolve(image));
    image.addEventListener('error', () => reject(new Error('the image cannot be shown')));
    image.src = source;
  });
}
