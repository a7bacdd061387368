import { endingImages, type Ending } from "../../../content/endings";
import { parseImage } from "../../../content/images/image-reference";

/** What has ended, or soon ends, among images, if this is one of them. */
export function endingOfImage(name: string): Ending | undefined {
  const image = parseImage(name);
  const source = image === undefined ? name : `${image.registry}/${image.repository}`;
  return endingImages.find(({ repositories }) => repositories.some((each) => isBelow(source, each)));
}

/** Whether an image is a repository, or lies below one that ends with a slash. */
function isBelow(source: string, repository: string): boolean {
  return repository.endsWith("/") ? source.startsWith(repository) : source === repository;
}
