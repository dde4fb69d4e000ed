"""What teachers and learners ask of the app itself: where something is done, and by which button or key."""

from poolviz.answers.asking.entry import Entry, both
from poolviz.texts import N_, _

# Question, answer, page, settings, and other words for it, which are not shown.
_ASKED: tuple[tuple[str, str, str, dict[str, str], str], ...] = (
    (
        N_("How do I make a worksheet?"),
        N_("On Practise, open Export a set of questions: to print with a key, or for Moodle, Canvas, Anki."),
        "practise",
        {},
        "print paper exam test quiz moodle canvas anki 打印 试卷 考试 测验 练习题",
    ),
    (
        N_("How do I show a stage on a projector?"),
        N_("Press F on a page with a stage: it fills the screen. Large, in the menu, makes all type larger."),
        "windows",
        {},
        "present presenting fullscreen full screen beamer larger zoom class 全屏 演示 放大 讲台",
    ),
    (
        N_("How do I share a link with the answer hidden?"),
        N_("Link, beside the title of every page: Hide the answer, then copy the link or show its QR code."),
        "windows",
        {"hide": "1"},
        "qr code url address send students iframe embed lock 二维码 网址 发给学生 隐藏答案",
    ),
    (
        N_("How do I paste a matrix of my own?"),
        N_("Matrix, beside the title of Windows: a table of Excel or Word, or what MATLAB and Python print."),
        "windows",
        {},
        "excel word spreadsheet table matlab numpy csv numbers type input 表格 粘贴 自己的矩阵",
    ),
    (
        N_("How do I use a picture of my own, or one of CIFAR-10?"),
        N_("On Pictures choose the source: Upload for your own, CIFAR-10 or MNIST for those data sets."),
        "pictures",
        {},
        "photo image upload file png jpg cifar cifar10 mnist 图片 上传 照片 数据集",
    ),
    (
        N_("How do I use a lesson of my own?"),
        N_(
            "At the end of Learn, under A lesson of your own: a Markdown file, or one of the pages just seen."
        ),
        "learn",
        {},
        "write course md markdown upload teach 自己的课 课程 教案",
    ),
    (
        N_("How do I export a figure or the numbers?"),
        N_("The arrow under the stage: PNG, SVG, PDF, a GIF of all windows, CSV, .npz, one HTML page."),
        "windows",
        {},
        "download save screenshot powerpoint slides image png svg pdf gif csv npz html 下载 保存 截图 幻灯片",
    ),
    (
        N_("How do I ask the whole class at once?"),
        N_("Class opens one with a code; students join by code or QR code and answer on their own screens."),
        "class",
        {},
        "kahoot poll vote live quiz join students phone 投票 课堂 加入",
    ),
    (
        N_("How do I take a change back, or begin anew?"),
        N_("Ctrl+Z takes back an edited cell, Back the last setting. Reset, beside the title, begins anew."),
        "windows",
        {},
        "undo reset revert clear restore 撤销 重置 还原",
    ),
    (
        N_("Which keys are there?"),
        N_(
            "Arrow keys move, Enter pins or edits, Space plays, H hides the output, F presents, / leads here."
        ),
        "windows",
        {},
        "keyboard shortcuts hotkeys mouse 键盘 快捷键",
    ),
    (
        N_("Why does an average change at the border?"),
        N_("Zeros of the padding count in its divisor; with count_include_pad=False only real values do."),
        "windows",
        {"layer": "AvgPool2d", "k": "3", "s": "1", "p": "1"},
        "avg pool edge corner margin smaller divisor 边缘 边界 平均 除数",
    ),
)


def usage() -> list[Entry]:
    """Return what is asked of the app, in the current language.

    >>> usage()[0].page
    'practise'
    """
    return [
        Entry("question", _(question), _(said), page, at, also=f"{both(question)} {others}")
        for question, said, page, at, others in _ASKED
    ]
