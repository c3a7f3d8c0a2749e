"""Makes golden/tokenizer.json, a byte-level BPE learnt and written by Hugging Face's tokenizers library, and
golden/tokenizer-ids.json, what that library encodes with it. The tests must read the one and answer the other.

usage: pip install tokenizers==0.23.2; python3 benchmarks/golden-tokenizer.py [FOLDER]
(default: core/src/test/resources/golden)
"""

import json
import pathlib
import sys

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

LEARNT = [
    "the river ran under the bridge, and under the bridge they waited for the river to rise.",
    "They're sure it's there; we've heard they'd said so, hadn't we? I'll say it'll rain.",
    "In 1812 and 2024 there were 366 days, in 1900 only 365.",
    "Der Fluss stieg, während wir schliefen; die Brücke blieb geschlossen.",
    "Вода поднималась всю ночь, и мост закрыли.",
    "河水整夜上涨，桥关闭了。桥关闭了，河水上涨。",
    "naïve café déjà-vu 🙂🙂",
] * 4

ENCODED = LEARNT[:7] + [
    "",
    " ",
    "  two  blanks   three ",
    "\ttab\nline\r\nend\n\n",
    "UPPER lower MiXeD snake_case camelCase",
    "they'LL they'll 'tis '",
    "0 12 345 6789 ½ ٣",
    "<|endoftext|>the<|endoftext|> <|endoftext|>",
    "<|endoftext",
    "e\u0301 \u00e9 \u200b\u00a0\u3000 \ufeff",
    "👩‍👩‍👧‍👦 🏳️‍🌈",
    "हिन्दी العربية ไทย 한국어",
    "a" * 50,
]


def main(folder):
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=400,
        special_tokens=["<|endoftext|>"],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(LEARNT, trainer)
    tokenizer.save(str(folder / "tokenizer.json"))
    ids = {text: tokenizer.encode(text).ids for text in ENCODED}
    (folder / "tokenizer-ids.json").write_text(json.dumps(ids, ensure_ascii=True, indent=1) + "\n")


main(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "core/src/test/resources/golden"))
