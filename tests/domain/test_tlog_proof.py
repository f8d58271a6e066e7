"""Claims about proofs for files, and that others read and believe them (c2sp.org/tlog-proof)."""

from base64 import b64decode

from pymerkle import InclusionProof, InmemoryTree

from bot.domain.merkle import inclusion_proof, leaf_hash, root_of
from bot.domain.tlog_proof import proof_text

LEAVES = [leaf_hash(bytes([number])) for number in range(7)]


def read_as_published(text: str) -> tuple[int, list[bytes], str]:
    """Read a proof by the published format alone: index, hashes, and the checkpoint verbatim."""
    lines, _, checkpoint = text.partition("\n\n")
    first, *rest = lines.split("\n")
    assert first == "c2sp.org/tlog-proof@v1"
    word, index = rest[0].split(" ")
    assert word == "index"
    assert index == str(int(index))
    return int(index), [b64decode(line, validate=True) for line in rest[1:]], checkpoint


def test_what_is_written_is_read_and_believed_by_others() -> None:
    """Read back from the text, every path of a tree of 7 is the one that pymerkle makes."""
    theirs = InmemoryTree(algorithm="sha256")
    for number in range(7):
        theirs.append_entry(bytes([number]))
    for index, leaf in enumerate(LEAVES):
        path = inclusion_proof(index, 7, lambda start, stop: root_of(LEAVES[start:stop]))
        place, read, checkpoint = read_as_published(proof_text(index, path, "o\n7\nr\n\n— o x\n"))
        assert (place, checkpoint) == (index, "o\n7\nr\n\n— o x\n")
        proof: InclusionProof = theirs.prove_inclusion(index + 1, 7)
        assert proof.path == [leaf, *read]
        proof.path = [leaf, *read]
        proof.verify(leaf, root_of(LEAVES), index=index + 1, size=7)


def test_the_text_is_the_published_format() -> None:
    """First line, index, hashes in base64, a blank line, the checkpoint as it is."""
    text = proof_text(7, [bytes(32)], "origin\n9\nroot\n\n— origin x\n")
    first, index, node, blank, *checkpoint = text.split("\n")
    assert (first, index, blank) == ("c2sp.org/tlog-proof@v1", "index 7", "")
    assert node == "A" * 43 + "="
    assert checkpoint == ["origin", "9", "root", "", "— origin x", ""]
